using LiveFestival.Tests.Rooms;
using TestKit;
using TestKit.Media;

namespace LiveFestival.Tests.Split;

[Parallelizable(ParallelScope.Self)]
public sealed class SplitWalkTests
{
    [Test]
    public async Task A_pin_a_question_and_a_take_go_through_three_processes()
    {
        await using var festival = await SplitFestival.StartAsync();
        var keys = festival.Api.Demo.StreamKeys;
        await Eventually.TrueAsync(async () => (await festival.Ingest.Anonymous.GetAsync("/api/v1/channels/festival")).IsSuccessStatusCode, "the facts reach Ingest");
        var stage = await Eventually.ValueAsync(async () => (await festival.Ingest.ChannelAsync("festival")).GetProperty("onAir").GetString(), "a stage is on air");
        var next = keys.Keys.First(other => other != stage);
        await using var onAir = Encoder.Start(festival.Ingest.RtmpUrl(keys[stage]));
        await using var waiting = Encoder.Start(festival.Ingest.RtmpUrl(keys[next]));

        var walk = new StageWalk(festival.Api.Anonymous, festival.Ingest.Anonymous, festival.Chat.Anonymous,
            festival.Api.Demo.OperatorToken, festival.Api.Demo.AnchorToken);
        await walk.RunAsync(stage, next);
    }
}
