using TestKit.Hosts;
using TestKit.Media;

namespace LiveFestival.Tests.Rooms;

[Parallelizable(ParallelScope.Self)]
public sealed class StageWalkTests
{
    [Test]
    public async Task A_pin_a_question_and_a_take_go_through_one_process()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Demo:SlotSeconds", "900");
        var stage = (await host.ChannelAsync(StageWalk.Relay)).GetProperty("onAir").GetString()!;
        var next = host.Demo.StreamKeys.Keys.First(other => other != stage);
        await using var onAir = Encoder.Start(host.RtmpUrl(host.Demo.StreamKeys[stage]));
        await using var waiting = Encoder.Start(host.RtmpUrl(host.Demo.StreamKeys[next]));

        var walk = new StageWalk(host.Anonymous, host.Anonymous, host.Anonymous, host.Demo.OperatorToken, host.Demo.AnchorToken);
        await walk.RunAsync(stage, next);
    }
}
