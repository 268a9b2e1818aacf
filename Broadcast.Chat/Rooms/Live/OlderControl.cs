using Broadcast.Chat.Contracts;
using Broadcast.Chat.Rooms.Log;

namespace Broadcast.Chat.Rooms.Live;

/// <summary>
/// A room's control events from before this node's ring, for those who resume from far behind. However many come at once, one reads, and
/// the others wait for the same answer or failure; what was read serves all who come within a minute. Any thread may ask.
/// </summary>
internal sealed class OlderControl(RoomId room, RoomLog log, ChatMetrics metrics, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Part? _part;
    private Task<Part?>? _reading;
    private long _usedAt;

    /// <summary>Those behind <paramref name="after"/> and up to <paramref name="upTo"/>, in order; null when the log became another one.</summary>
    /// <param name="epoch">The log's.</param>
    /// <param name="after">Exclusive.</param>
    /// <param name="upTo">Inclusive.</param>
    /// <param name="last">As far as the log is known to reach: read along, because the ring's floor rises.</param>
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
                // Another's answer may not reach as far back; then the next reading is this one's.
                reading = _reading ??= Task.Run(() => FetchAsync(epoch, after, last));
            }

            if (await reading is null)
                return null;
        }
    }

    /// <summary>Lets go what nobody has asked for in a while.</summary>
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

            // Twice as far back as this one needs: others come from elsewhere, and there are few readings whatever they need.
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
