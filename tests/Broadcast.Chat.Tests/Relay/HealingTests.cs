using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Relay;

/// <summary>The relay's room shows what is so, whatever Redis has lost, and tells nothing twice.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class HealingTests
{
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 60, Winners = 1 };

    [Test]
    public async Task After_a_loss_the_room_names_the_stage_that_is_played()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis);
        var viewer = await festival.PersonAsync("ann", ChatFestival.Relay);
        await festival.TakeAsync(ChatFestival.Gushi, 1000);
        await viewer.HearsAsync<StageOnAir>(onAir => onAir.Stage == ChatFestival.Gushi);
        redis.Keep();
        await festival.TakeAsync(ChatFestival.Zhanyi, 2000);
        await viewer.HearsAsync<StageOnAir>(onAir => onAir.Stage == ChatFestival.Zhanyi);

        await redis.KillAsync();
        await redis.StartOnKeptAsync();
        // As the playout does when Redis is back: it says what it plays, and announces nothing.
        await Eventually.TrueAsync(() => PlayAsync(festival, ChatFestival.Zhanyi, 2000), "Redis is back");

        await Eventually.TrueAsync(() => viewer.Resyncs > 0, "the room knows of the loss");
        await Eventually.TrueAsync(async () => await NamedAsync(viewer) == ChatFestival.Zhanyi, "the room names the stage that is played");
        await festival.TakeAsync(ChatFestival.Gushi, 3000);
        await viewer.HearsAsync<StageOnAir>(onAir => onAir.Stage == ChatFestival.Gushi);
        var control = await ControlAsync(festival);
        Assert.That(control.Select(item => item.Data).OfType<StageOnAir>().Select(onAir => onAir.Stage), Is.EqualTo([ChatFestival.Gushi, ChatFestival.Zhanyi, ChatFestival.Gushi]));
    }

    [Test]
    public async Task A_question_of_an_earlier_stage_is_revealed_although_the_room_has_lost_events()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, draws: true);
        await festival.TakeAsync(ChatFestival.Gushi, 1000);
        var viewer = await festival.PersonAsync("ann", ChatFestival.Relay);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        await viewer.HearsAsync<QuestionOpened>();
        await viewer.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await viewer.HearsAsync<QuestionClosed>();
        await Eventually.TrueAsync(async () => await StateAsync(festival, asked.Id) == "sealed", "the winner is drawn");
        await festival.TakeAsync(ChatFestival.Zhanyi, 2000);
        await anchor.PinAsync(ChatFestival.Zhanyi.Room, ChatFestival.Mushroom);
        await viewer.HearsAsync<ProductPinned>();
        redis.Keep();
        await viewer.SayAsync("lost");

        await redis.KillAsync();
        await redis.StartOnKeptAsync();
        await Eventually.TrueAsync(() => viewer.Resyncs == 1, "the room knows of the loss");
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(anchor.RevealAsync(asked.Id)) is null, "the question is revealed");

        await viewer.LearnsAsync<QuestionRevealed>(revealed => revealed.Winners.Single().Name == "ann");
        var control = await ControlAsync(festival);
        Assert.That(
            control.Where(item => item.Data is not StageOnAir).Select(item => item.Type), Is.EqualTo(["question.opened", "question.closed", "pin", "question.revealed"]));
    }

    [Test]
    public async Task A_restart_that_loses_nothing_tells_nothing_again()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, nodes: 2);
        await festival.TakeAsync(ChatFestival.Gushi, 1000);
        var viewer = await festival.PersonAsync("ann", ChatFestival.Relay, node: 1);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await viewer.HearsAsync<ProductPinned>();
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        await viewer.HearsAsync<QuestionOpened>();
        await anchor.CloseAsync(asked.Id);
        await viewer.HearsAsync<QuestionClosed>();

        foreach (var product in (ProductId[])[ChatFestival.Mushroom, ChatFestival.Goose])
        {
            await redis.KillAsync();
            await redis.StartAgainAsync();
            var before = viewer.Heard<ProductPinned>().Count();
            await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(anchor.PinAsync(ChatFestival.Gushi.Room, product)) is null, "a product can be pinned");
            await Eventually.TrueAsync(() => viewer.Heard<ProductPinned>().Count() > before, "the pin is heard");
        }

        Assert.Multiple(() =>
        {
            Assert.That(viewer.Copied.Select(item => item.Type), Is.EqualTo(["pin", "question.opened", "question.closed", "pin", "pin"]));
            Assert.That(viewer.Resyncs, Is.Zero);
        });
    }

    [Test]
    public async Task What_a_stage_alone_has_lost_ends_in_the_relays_room_and_the_rest_is_not_told_again()
    {
        await using var festival = await ChatFestival.StartAsync();
        await using var redis = await festival.Redis.ConnectAsync();
        var room = ChatFestival.Gushi.Room;
        await festival.TakeAsync(ChatFestival.Gushi, 1000);
        var viewer = await festival.PersonAsync("ann", ChatFestival.Relay);
        var anchor = await festival.AnchorAsync(room);
        await anchor.PinAsync(room, ChatFestival.Goose);
        await viewer.HearsAsync<ProductPinned>();
        var asked = await anchor.AskAsync(room, Draft);
        await viewer.HearsAsync<QuestionOpened>();
        await anchor.CloseAsync(asked.Id);
        await viewer.HearsAsync<QuestionClosed>();

        // As after a failover of the stage's slot alone: the pin is gone, and the node knows more events than the log has.
        await redis.GetDatabase().KeyDeleteAsync(festival.Keys.Room(room, "pin"));
        await redis.GetDatabase().HashSetAsync(festival.Keys.Room(room, "meta"), "s", 1);
        await viewer.HearsAsync<ProductUnpinned>();
        await Eventually.TrueAsync(() => anchor.Resyncs == 1, "the stage's log is another");
        await festival.AddNodeAsync(draws: true);
        await viewer.HearsAsync<QuestionVoided>();

        Assert.Multiple(() =>
        {
            Assert.That(viewer.Copied.Select(item => item.Type), Is.EqualTo(["pin", "question.opened", "question.closed", "unpin", "question.voided"]));
            Assert.That(viewer.Resyncs, Is.Zero);
        });
    }

    private static async Task<bool> PlayAsync(ChatFestival festival, StageId stage, long since)
    {
        try
        {
            await festival.State.PublishAsync(new RelayState { Channel = ChannelId.Parse(ChatFestival.Relay.Value), OnAir = stage, Since = since, Slate = false });
            return true;
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            return false;
        }
    }

    /// <summary>The stage that the room names to who joins; null while it is paused.</summary>
    private static async Task<StageId?> NamedAsync(RoomUser user) =>
        await RoomUser.CodeOfAsync(user.JoinAsync(ChatFestival.Relay)) is null ? ((StageOnAir?)user.Snapshot!.OnAir?.Data)?.Stage : null;

    private static async Task<string?> StateAsync(ChatFestival festival, QuestionId question)
    {
        await using var redis = await festival.Redis.ConnectAsync();
        return await redis.GetDatabase().HashGetAsync(festival.Keys.Room(ChatFestival.Gushi.Room, $"question:{question}"), "state");
    }

    /// <summary>All control events of the relay's log, as a client that comes late can read them.</summary>
    private static async Task<IReadOnlyList<RoomEvent>> ControlAsync(ChatFestival festival) =>
        await festival.Services.GetRequiredService<RoomLog>().ReadAsync(ChatFestival.Relay, LogLane.Control, 0, long.MaxValue, RoomLog.All);
}
