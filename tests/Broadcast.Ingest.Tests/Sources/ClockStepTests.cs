using TestKit;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Sources;

/// <summary>Somebody, or NTP, sets the server's clock while an encoder is on air.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ClockStepTests
{
    private const string Key = "a-key-of-gushi-clock";

    [TestCase(1)]
    [TestCase(-2)]
    public async Task A_step_of_the_wall_clock_costs_no_picture_and_begins_no_run(int seconds)
    {
        var time = new SteppedTime(TimeProvider.System);
        await using var host = await SourcesHost.StartAsync(Key, time);
        var heard = new FragmentLog();
        using var subscription = host.Source.Subscribe(heard);
        await using var encoder = Encoder.Start(host.RtmpUrl(Key));
        await Eventually.TrueAsync(() => heard.Fragments.Count >= 50, "the stage is live");
        var before = host.Source.Health();

        time.Step(TimeSpan.FromSeconds(seconds));
        var sent = heard.Fragments.Count;
        await Eventually.TrueAsync(() => heard.Fragments.Count >= sent + 75, "three more seconds are out");

        var after = host.Source.Health();
        Assert.That((after.Runs, after.TimestampJumps, after.Discarded), Is.EqualTo((before.Runs, before.TimestampJumps, before.Discarded)));
        Assert.That(heard.Runs, Has.Count.EqualTo(1));
        Assert.That(heard.InOrder);
    }
}
