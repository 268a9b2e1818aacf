using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Ladder;
using Broadcast.Ingest.Sources.Alarms;
using Broadcast.Ingest.Tests.Playout;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Ladder;

internal sealed class LadderUnderPressureTests
{
    [Test]
    public async Task A_busy_host_steps_down_rung_by_rung_raises_the_alarm_and_goes_on_playing_everything()
    {
        await using var host = await ChannelsHost.StartAsync(builder =>
        {
            builder.Services.PostConfigure<LadderOptions>(options => options.StepDownAfter = TimeSpan.FromSeconds(1));
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Ingest:Ladder:Stages:zhanyi"] = "mine",
                ["Ingest:Ladder:Profiles:mine:0"] = "180p",
                ["Ingest:Ladder:Profiles:mine:1"] = "90p",
                ["Ingest:Ladder:Renditions:180p:Height"] = "180",
                ["Ingest:Ladder:Renditions:180p:Bitrate"] = "200000",
                ["Ingest:Ladder:Renditions:90p:Height"] = "90",
                ["Ingest:Ladder:Renditions:90p:Bitrate"] = "80000",
                // So low that any machine counts as busy once it encodes.
                ["Ingest:Ladder:MaxCpu"] = "0.1",
            });
        });
        using var client = host.Client();
        var stage = StageId.Parse("zhanyi");
        await using var encoder = Encoder.Start(host.RtmpUrl("zhanyi"), new EncoderPicture { Width = 640, Height = 360, FrameRate = 50 });
        await using var load = TestKit.Processes.TestProcess.Start("sh", ["-c", "while :; do :; done"]);
        var viewer = new LadderViewer(client, "zhanyi", "ll-90p.m3u8");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        var watching = viewer.WatchAsync(TimeSpan.FromSeconds(8), limit.Token);
        var ladder = host.Services.GetRequiredService<Ladders>().Of(stage)!;

        await Eventually.TrueAsync(() => ladder.Active == 0, "both rungs are given up");
        await watching;

        var alarm = host.Services.GetRequiredService<StageAlarms>().Of(stage).Single(alarm => alarm.Code == "ladder.stepped_down");
        Assert.That((alarm.Value, alarm.Threshold), Is.EqualTo(((double?)0, (double?)2)));
        Assert.That(alarm.Text, Does.Contain("180p, 90p"));
        Assert.That(viewer.Linter.Faults, Is.Empty);
        Assert.That(host.Channels.Stage("zhanyi")!.Output.OnSlate, Is.False);
    }
}
