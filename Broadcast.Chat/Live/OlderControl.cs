using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;

namespace Broadcast.Chat.Live;

/// <summary>
/// A room's control events from before this node's ring, for clients that resume from far behind. Requests at the same time share one
/// read and its result or failure. The result is kept until nobody has asked for a minute. Any thread may ask.
/// </summary>
internal sealed class OlderControl(RoomId room, RoomLog log, ChatMetrics metrics, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Part? _part;
    private Task<Part?>? _reading;
    private long _usedAt;

    /// <summary>The control events between two offsets, in order; null when the log was replaced.</summary>
    /// <param name="epoch">The log's epoch.</param>
    /// <param name="after">Exclusive.</param>
    /// <param name="upTo">Inclusive.</param>
    /// <param name="last">The log's known end. Events up to here are read too, because the ring's floor rises.</param>
    public async Task<IReadOnlyList<RoomEvent>?> ReadAsync(string epoch, long after, long upTo, long last)
    {
        while (true)
        {
            Task<Part?> reading;
            lock (_gate)
            {
                _usedAt = time.GetTimestamp();
                if (_part is { } part && part.Epoch == epoch && part.After <= after && part.UpTo >= upTo)
                    return part.Between(after, upTo);
                // Another caller's read may not reach back far enough; then this caller starts the next one.
                reading = _reading ??= Task.Run(() => FetchAsync(epoch, after, last));
            }

            if (await reading is null)
                return null;
        }
    }

    /// <summary>Drops the kept events when nobody has asked for a minute.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            if (_part is not null && time.GetElapsedTime(_usedAt) > Kept)
                _part = null;
        }
    }

    private async Task<Part?> FetchAsync(string epoch, long after, long last)
    {
        try
        {
            Part? had;
            lock (_gate)
                had = _part?.Epoch == epoch ? _part : null;

            // Reads twice as far back as needed, so that clients that resume from earlier cause few further reads.
            var from = Math.Min(had?.After ?? long.MaxValue, Math.Max(0, after - (last - after)));
            var older = await MoreAsync(epoch, from, had?.After ?? last);
            var newer = had is null ? [] : await MoreAsync(epoch, had.UpTo, last);
            var read = older is null || newer is null ? null : new Part(epoch, from, last, [.. older, .. had?.Events ?? [], .. newer]);
            lock (_gate)
                _part = read;
            return read;
        }
        finally
        {
            lock (_gate)
                _reading = null;
        }
    }

    private async Task<IReadOnlyList<RoomEvent>?> MoreAsync(string epoch, long after, long to)
    {
        if (to <= after)
            return [];

        metrics.OlderRead.Add(1);
        return await log.ReadAsync(room, LogLane.Control, epoch, after, to, RoomLog.All);
    }

    private sealed record Part(string Epoch, long After, long UpTo, RoomEvent[] Events)
    {
        public ArraySegment<RoomEvent> Between(long after, long upTo)
        {
            int from = IndexAfter(after), to = IndexAfter(upTo);
            return new ArraySegment<RoomEvent>(Events, from, to - from);
        }

        private int IndexAfter(long offset)
        {
            int low = 0, high = Events.Length;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (Events[middle].Offset > offset)
                    high = middle;
                else
                    low = middle + 1;
            }

            return low;
        }
    }
}
