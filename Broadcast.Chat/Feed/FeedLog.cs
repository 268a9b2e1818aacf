using System.Runtime.InteropServices;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Feed;

namespace Broadcast.Chat.Feed;

/// <summary>
/// A room's log, cut into a chunk for each second with events. Complete from second <see cref="_floor"/> on: this node knows all control events since
/// then. A second is closed by an event of a later second, or when a check of the log found the slot's time beyond it. The clock that stamps
/// events never goes back, so no event falls into a closed second. Guarded by its feed's lock.
/// </summary>
internal sealed class FeedLog(int chatLimit, long keptSeconds)
{
    /// <summary>
    /// Seconds. A chunk without events ends at the next multiple of this, so all readers of a quiet room wait for the same chunk.
    /// </summary>
    public const int Quiet = 10;

    private readonly List<KeptChunk> _chunks = [];
    private long _floor;
    private long _floorOffset;

    /// <summary>Seconds before this one are closed.</summary>
    private long _closed;

    public string Epoch { get; private set; } = "";

    /// <summary>The offset up to which the log has been read.</summary>
    public long Last { get; private set; }

    public OpenSecond? Open { get; private set; }

    public long Size { get; private set; }

    /// <summary>The number of the first chunk that can hold events which have not arrived yet.</summary>
    public long Next => Math.Max(Open?.Second ?? (_chunks.Count > 0 ? _chunks[^1].Second + 1 : 0), _closed - (_closed % Quiet));

    /// <summary>
    /// Starts over with all that the node has of the log. Leaves out everything before the last gap in the offsets, or before the last time
    /// the clock went back, and also the first second after that, whose beginning may be missing.
    /// </summary>
    public void Start(EventBatch all, long clock)
    {
        _chunks.Clear();
        (Epoch, Last, Open, Size, _closed) = (all.Epoch, all.From, null, 0, 0);
        var whole = 0;
        for (var i = 1; i < all.Events.Count; i++)
            if (all.Events[i].Offset != all.Events[i - 1].Offset + 1 || all.Events[i].At < all.Events[i - 1].At)
                whole = i;

        if (all.Events.Count == 0 || all.Events[^1].Offset != all.To)
        {
            whole = all.Events.Count;
            (_floor, _floorOffset) = (all.To == 0 ? 0 : SecondOf(clock) + 1, all.To);
        }
        else if (all.Events[whole].Offset == 1)
        {
            (_floor, _floorOffset) = (0, 0);
        }
        else
        {
            var first = SecondOf(all.Events[whole].At);
            while (whole < all.Events.Count && SecondOf(all.Events[whole].At) == first)
                whole++;
            (_floor, _floorOffset) = (first + 1, all.Events[whole - 1].Offset);
        }

        Last = _floorOffset;
        Append(all with { Events = [.. all.Events.Skip(whole)] });
        Close(clock);
    }

    /// <summary>Adopts a new epoch of a log that has lost nothing.</summary>
    public void AdoptEpoch(string epoch) => Epoch = epoch;

    /// <summary>Appends the events after <see cref="Last"/>.</summary>
    public void Append(EventBatch batch)
    {
        foreach (var item in batch.Events)
        {
            // An event stamped with a closed second is not lost: it goes into the newest second.
            var second = Math.Max(SecondOf(item.At), _closed);
            _closed = second;
            if (Open is null || Open.Second != second)
            {
                CloseOpen();
                Open = new OpenSecond(second, _chunks.Count > 0 ? _chunks[^1].To : _floorOffset, chatLimit);
            }

            Open.Add(item);
        }

        Last = batch.To;
    }

    /// <summary>
    /// Closes all seconds before <paramref name="clock"/> (Unix milliseconds). No event that arrives later may be stamped earlier.
    /// </summary>
    public void Close(long clock)
    {
        _closed = Math.Max(_closed, SecondOf(clock));
        if (Open?.Second < _closed)
            CloseOpen();
    }

    /// <summary>
    /// Drops chunks that are too old, then the oldest until <paramref name="most"/> bytes are left. Keeps the newest chunk.
    /// </summary>
    public void Forget(long most)
    {
        while (_chunks.Count > 1 && (_chunks[0].Second < Oldest || Size > most))
        {
            (_floor, _floorOffset) = (_chunks[0].Second + 1, _chunks[0].To);
            Size -= _chunks[0].Size;
            _chunks.RemoveAt(0);
        }
    }

    /// <summary>Returns chunk <paramref name="n"/>, or why there is none.</summary>
    public Finding Find(long n)
    {
        if (n < Math.Max(_floor, Oldest) || n > _closed + Quiet)
            return new Finding(Kind.Gone);

        var next = IndexFrom(n);
        var end = n - (n % Quiet) + Quiet;
        if (next < _chunks.Count && _chunks[next].Second < end)
            return new Finding(Kind.Chunk, _chunks[next].Of(Epoch));
        if (_closed < end)
            return new Finding(Kind.NotYet);

        var at = next > 0 ? _chunks[next - 1].To : _floorOffset;
        return new Finding(Kind.Chunk, KeptChunk.Write(new FeedChunk { Epoch = Epoch, From = at, To = at, Events = [], Skipped = 0, Next = end }));
    }

    /// <summary>Chunks with events, written since this object was made.</summary>
    public long Written { get; private set; }

    /// <summary>Chat messages that are in no chunk, since this object was made.</summary>
    public long LeftOut { get; private set; }

    private long Oldest => _closed - keptSeconds;

    private void CloseOpen()
    {
        if (Open is null)
            return;

        var chunk = Open.Close(Epoch);
        var kept = new KeptChunk(Open.Second, chunk);
        _chunks.Add(kept);
        Open = null;
        Size += kept.Size;
        Written++;
        LeftOut += chunk.Skipped;
    }

    private int IndexFrom(long second)
    {
        int low = 0, high = _chunks.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_chunks[middle].Second >= second)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private static long SecondOf(long at) => at / 1000;

    public enum Kind
    {
        Chunk,
        NotYet,
        Gone,
    }

    /// <summary>The result of <see cref="Find"/>. Bytes is null unless the kind is <c>Chunk</c>.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Finding(Kind Kind, byte[]? Bytes = null);
}
