using Broadcast.Chat.Live;
using Broadcast.Chat.Rooms;
using CsCheck;

namespace Broadcast.Chat.Tests.Live;

public sealed class PumpPaceTests
{
    private static readonly RoomOptions Options = new() { Tick = TimeSpan.FromMilliseconds(100), TickMost = TimeSpan.FromSeconds(1), FramesPerSecond = 20_000 };

    [TestCase(0, 100)]
    [TestCase(2_000, 100)]
    [TestCase(10_000, 500)]
    [TestCase(16_000, 800)]
    [TestCase(50_000, 1_000)]
    public void The_tick_follows_the_number_of_connections(int connections, double milliseconds) =>
        Assert.That(new PumpPace(Options).Tick(connections).TotalMilliseconds, Is.EqualTo(milliseconds).Within(0.001));

    [Test]
    public void A_node_that_is_behind_slows_down_and_comes_back()
    {
        var pace = new PumpPace(Options);
        var tick = pace.Tick(1_000);

        for (var round = 0; round < 20; round++)
            pace.RecordRound(1_000, late: 500, TimeSpan.Zero, tick);
        var slow = pace.Tick(1_000);
        for (var round = 0; round < 60; round++)
            pace.RecordRound(1_000, late: 50, TimeSpan.Zero, tick);

        Assert.Multiple(() =>
        {
            Assert.That(slow, Is.EqualTo(Options.TickMost));
            Assert.That(pace.Tick(1_000), Is.EqualTo(Options.Tick));
        });
    }

    [Test]
    public void Slices_divide_the_rows_evenly() =>
        Gen.Select(Gen.Int[20, 1_000], Gen.Int[0, 50_000]).Sample((milliseconds, seats) =>
        {
            var slices = PumpPace.Slices(TimeSpan.FromMilliseconds(milliseconds), seats);
            return SeatRows.Rows % slices == 0 && (slices == 1 || (milliseconds / slices >= 50 && seats / slices >= 200));
        });
}
