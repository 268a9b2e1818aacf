namespace Broadcast.Chat.Rooms.Live;

/// <summary>
/// How long a room's tick is: the least one while the node has few connections; longer in proportion when each tick's frames would be
/// more than the node may write in a second; longer still while frames of the last round have not left, until they do.
/// </summary>
internal sealed class PumpPace(RoomOptions options)
{
    /// <summary>A slice shorter than this costs more wake-ups than its spreading is worth.</summary>
    private static readonly TimeSpan ShortestSlice = TimeSpan.FromMilliseconds(50);

    private const int SmallestSlice = 200;

    /// <summary>Of the frames of a round, still in flight a tick later: more than this, and the node is behind.</summary>
    private const double Behind = 0.1;

    private const double Widen = 1.5;
    private const double Narrow = 0.9;

    private double _strain = 1;

    /// <summary>Between two frames to one connection. <paramref name="connections"/>: seats of all rooms of this node, for they share its processors.</summary>
    public TimeSpan Tick(int connections)
    {
        var seconds = Math.Max(options.Tick.TotalSeconds, (double)connections / options.FramesPerSecond) * _strain;
        return TimeSpan.FromSeconds(Math.Min(seconds, options.TickMost.TotalSeconds));
    }

    /// <summary>In how many parts a round is swept: a power of two up to <see cref="SeatRows.Rows"/>.</summary>
    public static int Slices(TimeSpan tick, int seats)
    {
        var slices = 1;
        while (slices < SeatRows.Rows && tick / (slices * 2) >= ShortestSlice && seats / (slices * 2) >= SmallestSlice)
            slices *= 2;
        return slices;
    }

    /// <summary>A round is over: <paramref name="late"/> of <paramref name="seats"/> seats still had a frame of the round before in flight; writing took <paramref name="busy"/> of <paramref name="tick"/>.</summary>
    public void Swept(int seats, int late, TimeSpan busy, TimeSpan tick)
    {
        var behind = late > seats * Behind || busy > tick / 2;
        _strain = behind ? Math.Min(_strain * Widen, options.TickMost / options.Tick) : Math.Max(_strain * Narrow, 1);
    }
}
