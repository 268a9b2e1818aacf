using System.Diagnostics;
using System.Text.Json;
using Broadcast.Api.Demo;
using Broadcast.Api.Demo.Audience;
using Broadcast.Api.Demo.Hand;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.State;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Api.Tests.Demo;

/// <summary>A demo with its audience and its hand, as somebody sees it who opens a page, and as an anchor and an operator take it over.</summary>
public sealed class SimulatedDemoTests
{
    private static readonly ViewerId Hand = Actor.Rule(Rules.Demo).Id;

    [Test]
    public async Task Within_a_minute_a_room_lives_and_the_hand_leaves_to_whoever_acts()
    {
        var since = Stopwatch.StartNew();
        await using var host = await ApiHost.StartAsync(
            "--Roles", "api,chat", "--Demo", "true", "--Demo:Encoders", "false", "--Demo:Audience", "6", "--Demo:Hand", "true", "--Demo:QuestionSeconds", "6",
            "--Rooms:PictureDelay", "00:00:00");
        await using var zhanyi = await LookAsync(host, "zhanyi");
        await using var gushi = await LookAsync(host, "gushi");
        await using var suning = await LookAsync(host, "suning");
        using var anchor = host.Client(JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(host.DataDirectory, "demo.json"))).RootElement.GetProperty("anchorToken").GetString());

        await AskOverTheHandAsync(anchor, zhanyi);
        await SeesAllAsync(host, gushi);
        Assert.That(since.Elapsed, Is.LessThan(TimeSpan.FromMinutes(1)));

        var mine = (await anchor.PostAsync("/api/v1/rooms/gushi/pin", new { productId = "gushi-duck" }).OkAsync()).GetProperty("offset").GetInt64();
        // The hand began later on this stage, so by then it would have ended its pin on the other.
        await suning.HearAsync(EventTypes.Unpin, unpin => unpin.By?.Id == Hand);
        await gushi.HearAsync(EventTypes.Pin, pin => pin.Offset == mine);
        Assert.Multiple(() =>
        {
            Assert.That(gushi.Events.Where(item => item.Offset > mine && item.By?.Id == Hand), Is.Empty);
            Assert.That(host.Log.Told, Has.Exactly(1).Contain("hand has left gushi"));
            Assert.That(host.Log.Text, Does.Not.Contain("hand has left suning"));
        });

        await TakeAsync(host);
        Assert.That(host.Log.Alarming, Is.Empty);
    }

    private static async Task<RoomUser> LookAsync(ApiHost host, string room)
    {
        var user = await RoomUser.GuestAsync(host.Anonymous, host.Http, "Looker");
        await user.JoinAsync(room);
        return user;
    }

    /// <summary>An anchor who asks while the hand's question is open is not told to wait.</summary>
    private static async Task AskOverTheHandAsync(HttpClient anchor, RoomUser room)
    {
        await room.LearnsAsync<QuestionOpened>();
        var asked = room.Learned<QuestionOpened>().First().Id;

        var mine = await anchor.PostAsync("/api/v1/rooms/zhanyi/questions", new { text = "几点了？", options = new[] { "一", "二" }, answer = 0, seconds = 5, winners = 0 }).OkAsync();

        await room.HearsAsync<QuestionOpened>(opened => opened.Id.Value == mine.GetProperty("id").GetString());
        Assert.That(room.Events.Single(item => item.Data is QuestionClosed closed && closed.Id == asked).By?.Id, Is.EqualTo(Hand));
    }

    private static async Task SeesAllAsync(ApiHost host, RoomUser room)
    {
        await Eventually.TrueAsync(() => room.Heard<ProductPinned>().Any() || room.Snapshot?.Pin is not null, "a pin");
        await room.LearnsAsync<QuestionOpened>();
        await room.LearnsAsync<QuestionRevealed>();
        await Eventually.TrueAsync(() => Lines(room).Any(line => line.Any(IsChinese)) && Lines(room).Any(line => !line.Any(IsChinese)), "both languages");
        await Eventually.TrueAsync(() => room.Counts?.Likes > 0, "likes");

        var result = room.Learned<QuestionRevealed>().First();
        var site = await host.Anonymous.GetOkAsync("/api/v1/site");
        Assert.Multiple(() =>
        {
            Assert.That(result.Counts.Sum(), Is.Positive);
            Assert.That(result.Winners.Select(winner => Caller.IsPerson(winner.Viewer)), Has.All.True);
            Assert.That(room.Events.Where(item => item.Data is ChatSaid).Select(item => item.By!.Name).Where(name => AudienceNames.Plain(name) == name), Is.Empty, "names without the mark");
            Assert.That(room.Counts!.Viewers, Is.GreaterThanOrEqualTo(6));
            Assert.That(site.GetProperty("simulated").GetBoolean(), Is.True);
        });
    }

    /// <summary>As Ingest says it when an operator has taken a stage on air.</summary>
    private static async Task TakeAsync(ApiHost host)
    {
        var by = new EventAuthor { Id = ViewerId.Parse("staff:operator"), Name = "Operator", Kind = ActorKinds.Staff };
        await host.Services.GetRequiredService<LiveState>().PublishAsync(new RelayState
        {
            Channel = ChannelId.Parse(DemoProgramme.Id.Value),
            OnAir = StageId.Parse("suning"),
            Since = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            By = by,
            Slate = false,
        });

        var over = host.Services.GetRequiredService<HandOver>();
        await Eventually.TrueAsync(() => DemoProgramme.Stages.All(stage => over.IsTaken(StageId.Parse(stage.Id))), "the hand has left all stages");
    }

    private static IEnumerable<string> Lines(RoomUser room) => room.Heard<ChatSaid>().Select(said => said.Text);

    private static bool IsChinese(char letter) => letter is >= '\u4e00' and <= '\u9fff';
}
