namespace Broadcast.Chat.Live;

/// <summary>
/// The seats of a room in rows of about the same length. The pump sweeps row after row over its tick, so that thousands of frames are not
/// one burst. Each row has its own lock, held only to copy or change that row.
/// </summary>
internal sealed class SeatRows
{
    public const int Rows = 16;

    private readonly List<Seat>[] _rows = [.. Enumerable.Range(0, Rows).Select(_ => new List<Seat>())];
    private int _given;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add(Seat seat)
    {
        seat.Row = Interlocked.Increment(ref _given) & (Rows - 1);
        var row = _rows[seat.Row];
        lock (row)
        {
            seat.Index = row.Count;
            row.Add(seat);
        }

        Interlocked.Increment(ref _count);
    }

    /// <summary>False when the seat was removed before.</summary>
    public bool Remove(Seat seat)
    {
        var row = _rows[seat.Row];
        lock (row)
        {
            if (seat.Index < 0)
                return false;

            var last = row[^1];
            (row[seat.Index], last.Index) = (last, seat.Index);
            row.RemoveAt(row.Count - 1);
            seat.Index = -1;
        }

        Interlocked.Decrement(ref _count);
        return true;
    }

    /// <summary>Fills <paramref name="seats"/> with rows <paramref name="from"/> to <paramref name="to"/>, the end excluded.</summary>
    public void Copy(int from, int to, List<Seat> seats)
    {
        seats.Clear();
        for (var i = from; i < to; i++)
        {
            lock (_rows[i])
                seats.AddRange(_rows[i]);
        }
    }
}
