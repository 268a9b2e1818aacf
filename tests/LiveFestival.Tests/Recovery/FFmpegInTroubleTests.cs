using TestKit.Hosts;
using TestKit.Soak;

namespace LiveFestival.Tests.Recovery;

[Parallelizable(ParallelScope.Self)]
public sealed class FFmpegInTroubleTests
{
    [Test]
    public async Task Stages_come_back_by_themselves_and_nothing_is_left_behind()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false");

        var report = await SoakRun.RunAsync(host, TimeSpan.FromSeconds(30), trouble: 3);

        Assert.Multiple(() =>
        {
            Assert.That(report.Faults, Is.Empty);
            Assert.That(report.Harm, Is.Positive);
            Assert.That(report.After.Children, Is.EqualTo(report.Before.Children), "processes");
            Assert.That(report.After.Zombies, Is.Zero, "zombies");
            Assert.That(report.After.Descriptors, Is.LessThan(report.Before.Descriptors + 20), "descriptors");
        });
    }
}
