using Broadcast.Chat.Rooms;

namespace Broadcast.Chat.Live;

/// <summary>
/// The length of a room's tick. It is <c>Rooms:Tick</c> while the node has few connections, grows in proportion when one frame per
/// connection and tick would exceed <c>Rooms:FramesPerSecond</c>, and grows further while the node is behind with its frames.
/// </summary>
internal sealed class PumpPace(RoomOptions options)
{
    /// <summary>A slice shorter than this costs more wake-ups than its spreading is worth.</summary>
    private static readonly TimeSpan ShortestSlice = TimeSpan.FromMilliseconds(50);

    private const int SmallestSlice = 200;

    /// <summary>The node is behind when more than this share of a round is still unsent one tick later.</summary>
    private const double Behind = 0.1;

    private const double Widen = 1.5;
    private const double Narrow = 0.9;

    private double _strain = 1;

    /// <summary>The time between two frames to one connection.</summary>
    /// <param name="connections">Seats in all rooms of this node: they share its processors.</param>
    public TimeSpan Tick(int connections)
    {
        var seconds = Math.Max(options.Tick.TotalSeconds, (double)connections / options.FramesPerSecond) * _strain;
        return TimeSpan.FromSeconds(Math.Min(seconds, options.TickMost.TotalSeconds));
    }

    /// <summary>The number of parts in which a round is swept: a power of two up to <see cref="SeatRows.Rows"/>.</summary>
    public static int Slices(TimeSpan tick, int seats)
    {
        var slices = 1;
        while (slices < SeatRows.Rows && tick / (slices * 2) >= ShortestSlice && seats / (slices * 2) >= SmallestSlice)
            slices *= 2;
        return slices;
    }

    /// <summary>Adapts the next ticks to a round that is over.</summary>
    /// <param name="seats">Seats of the room.</param>
    /// <param name="late">Seats whose frame of the round before was still in flight.</param>
    /// <param name="busy">Time spent writing.</param>
    /// <param name="tick">Length of the round.</param>
    public void RecordRound(int seats, int late, TimeSpan busy, TimeSpan tick)
    {
        var behind = late > seats * Behind || busy > tick / 2;
        _strain = behind ? Math.Min(_strain * Widen, options.TickMost / options.Tick) : Math.Max(_strain * Narrow, 1);
    }
}
