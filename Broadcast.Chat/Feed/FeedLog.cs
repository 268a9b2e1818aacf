using System.Runtime.InteropServices;
using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Feed;

/// <summary>
/// A room's log cut into chunks, as far as this node can vouch for them: of every second from <see cref="_floor"/> on it knows all control
/// events. A second is closed by an event of a later one, or when Redis' clock was beyond it at a look at the log; the clock that stamps
/// events never goes back, so nothing falls into a closed second. Guarded by its feed's lock.
/// </summary>
internal sealed class FeedLog(int chatLimit, long keptSeconds)
{
    /// <summary>A chunk without events ends at the next multiple of this, so that all who wait in a quiet room wait for the same.</summary>
    public const int Quiet = 10;

    private readonly List<KeptChunk> _chunks = [];
    private long _floor;
    private long _floorOffset;

    /// <summary>Seconds before this one are closed.</summary>
    private long _closed;

    public string Epoch { get; private set; } = "";

    /// <summary>The log position that was taken.</summary>
    public long Last { get; private set; }

    public OpenSecond? Open { get; private set; }

    public long Size { get; private set; }

    /// <summary>What has not come yet is in this chunk or a later one.</summary>
    public long Next => Math.Max(Open?.Second ?? (_chunks.Count > 0 ? _chunks[^1].Second + 1 : 0), _closed - (_closed % Quiet));

    /// <summary>
    /// Begins anew with all that the node has of the log. What is before the last hole, or before a clock that went back, is left out, and the
    /// first second behind it, whose beginning may be missing.
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
        Take(all with { Events = [.. all.Events.Skip(whole)] });
        Close(clock);
    }

    /// <summary>The log goes on in another epoch.</summary>
    public void GoOn(string epoch) => Epoch = epoch;

    /// <summary>What has come since <see cref="Last"/>.</summary>
    public void Take(EventBatch batch)
    {
        foreach (var item in batch.Events)
        {
            // No event is lost, even if it were stamped with a second that is closed.
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

    /// <summary>No event that is not here yet will be stamped before <paramref name="clock"/>, Unix milliseconds.</summary>
    public void Close(long clock)
    {
        _closed = Math.Max(_closed, SecondOf(clock));
        if (Open?.Second < _closed)
            CloseOpen();
    }

    /// <summary>Lets the oldest chunks go: those that are too old, and as many as are beyond <paramref name="most"/> bytes. The newest stays.</summary>
    public void Forget(long most)
    {
        while (_chunks.Count > 1 && (_chunks[0].Second < Oldest || Size > most))
        {
            (_floor, _floorOffset) = (_chunks[0].Second + 1, _chunks[0].To);
            Size -= _chunks[0].Size;
            _chunks.RemoveAt(0);
        }
    }

    /// <summary>Chunk <paramref name="n"/>, or why there is none.</summary>
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

    /// <summary>Seconds closed since it began.</summary>
    public long Written { get; private set; }

    /// <summary>Chat messages that are in no chunk.</summary>
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

    /// <summary>What is known of a chunk; its bytes, if it is one.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Finding(Kind Kind, byte[]? Bytes = null);
}
