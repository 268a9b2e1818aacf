namespace Broadcast.Chat.Rooms.Live;

/// <summary>
/// The seats of a room in rows of about the same length. The pump sweeps row after row over its tick, so that sixteen thousand frames are
/// not one burst; each row has a lock of its own, held only to copy or to change it.
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
            seat.Place = row.Count;
            row.Add(seat);
        }

        Interlocked.Increment(ref _count);
    }

    /// <summary>False when it has been removed before.</summary>
    public bool Remove(Seat seat)
    {
        var row = _rows[seat.Row];
        lock (row)
        {
            if (seat.Place < 0)
                return false;

            var last = row[^1];
            (row[seat.Place], last.Place) = (last, seat.Place);
            row.RemoveAt(row.Count - 1);
            seat.Place = -1;
        }

        Interlocked.Decrement(ref _count);
        return true;
    }

    /// <summary>Fills <paramref name="seats"/> with those of rows <paramref name="from"/> to <paramref name="to"/>, the end excluded.</summary>
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
