using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Relay;

[Parallelizable(ParallelScope.All)]
public sealed class ProjectorTests
{
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 60, Winners = 1 };

    [Test]
    public async Task What_the_stage_on_air_does_shows_in_the_relays_room_once_with_two_nodes()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2, draws: true);
        await festival.TakeAsync(ChatFestival.Gushi, 1000);
        var viewer = await festival.PersonAsync("ann", ChatFestival.Relay, node: 1);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var elsewhere = await festival.AnchorAsync(ChatFestival.Zhanyi.Room);

        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await elsewhere.PinAsync(ChatFestival.Zhanyi.Room, ChatFestival.Mushroom);
        await anchor.SayAsync("only in the stage's room");
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        await viewer.HearsAsync<QuestionOpened>();
        await viewer.AnswerAsync(asked.Id, 0);
        var twice = await RoomUser.CodeOfAsync(viewer.AnswerAsync(asked.Id, 1));
        await anchor.CloseAsync(asked.Id);
        await anchor.RevealAsync(asked.Id);
        await anchor.UnpinAsync(ChatFestival.Gushi.Room);
        await viewer.HearsAsync<ProductUnpinned>();

        Assert.Multiple(() =>
        {
            Assert.That(twice, Is.EqualTo("quiz.answered"));
            Assert.That(viewer.Copied.Select(item => item.Type), Is.EqualTo(["pin", "question.opened", "question.closed", "question.revealed", "unpin"]));
            Assert.That(viewer.Heard<QuestionRevealed>().Single().Winners.Single().Name, Is.EqualTo("ann"));
            Assert.That(viewer.Copied[0].ShowAt, Is.EqualTo(anchor.Events.First(item => item.Type == "pin").ShowAt));
        });
    }

    [Test]
    public async Task What_a_stage_asks_while_nobody_copies_comes_behind_what_it_pinned_before()
    {
        await using var festival = await ChatFestival.StartAsync();
        await festival.TakeAsync(ChatFestival.Gushi, 1000);
        var viewer = await festival.PersonAsync("ann", ChatFestival.Relay);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Mushroom);
        await viewer.HearsAsync<ProductPinned>();
        var database = festival.Services.GetRequiredService<RedisLink>().Database;
        var lease = festival.Keys.Room(ChatFestival.Relay, "projector");

        await database.StringSetAsync(lease, "nobody 9999999999999");
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        await database.KeyDeleteAsync(lease);
        await viewer.HearsAsync<QuestionOpened>(opened => opened.Id == asked.Id);

        Assert.That(viewer.Copied.Select(item => item.Type), Is.EqualTo(["pin", "pin", "question.opened"]));
    }

    [Test]
    public async Task At_a_take_the_relays_room_shows_the_new_stages_pin_from_the_cut_on()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        var viewer = await festival.PersonAsync("ann", ChatFestival.Relay);
        var cut = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 60_000;

        await festival.TakeAsync(ChatFestival.Gushi, cut);
        await viewer.HearsAsync<ProductPinned>();
        var atTake = await (await festival.UserAsync(festival.PersonToken("bob"))).JoinAsync(ChatFestival.Relay);
        await festival.TakeAsync(ChatFestival.Zhanyi, cut + 5000);
        await viewer.HearsAsync<ProductUnpinned>();
        var after = await (await festival.UserAsync(festival.PersonToken("cai"))).JoinAsync(ChatFestival.Relay);

        Assert.Multiple(() =>
        {
            Assert.That(viewer.Copied.Select(item => (item.Type, item.ShowAt)), Is.EqualTo([("pin", (long?)cut), ("unpin", cut + 5000)]));
            Assert.That(atTake.Snapshot.Pin!.Data, Is.InstanceOf<ProductPinned>());
            Assert.That(after.Snapshot.Pin, Is.Null);
        });
    }

    [Test]
    public async Task A_question_asked_before_the_take_is_followed_to_its_result()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2, draws: true);
        await festival.TakeAsync(ChatFestival.Gushi, 1000);
        var viewer = await festival.PersonAsync("ann", ChatFestival.Relay);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        await viewer.HearsAsync<QuestionOpened>();

        await festival.TakeAsync(ChatFestival.Zhanyi, 2000);
        await anchor.PinAsync(ChatFestival.Zhanyi.Room, ChatFestival.Mushroom);
        await viewer.HearsAsync<ProductPinned>();
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await viewer.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await anchor.RevealAsync(asked.Id);
        await viewer.HearsAsync<QuestionRevealed>();

        Assert.Multiple(() =>
        {
            Assert.That(viewer.Copied.Select(item => item.Type), Is.EqualTo(["question.opened", "pin", "question.closed", "question.revealed"]));
            Assert.That(viewer.Heard<ProductPinned>().Single().Product.Id, Is.EqualTo(ChatFestival.Mushroom));
        });
    }

    [Test]
    public async Task A_question_open_at_the_take_comes_into_the_relays_room_with_it()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        var viewer = await festival.PersonAsync("ann", ChatFestival.Relay);

        await festival.TakeAsync(ChatFestival.Gushi, 1000);
        await viewer.HearsAsync<QuestionOpened>(opened => opened.Id == asked.Id);
        await viewer.AnswerAsync(asked.Id, 1);
        await anchor.CloseAsync(asked.Id);
        await viewer.HearsAsync<QuestionClosed>();

        Assert.That(viewer.Copied.Select(item => item.Type), Is.EqualTo(["question.opened", "question.closed"]));
    }

    [Test]
    public async Task Many_takes_and_pins_with_two_nodes_leave_the_right_pin()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room, node: 1);
        var viewer = await festival.PersonAsync("ann", ChatFestival.Relay);

        var newest = 0L;
        for (var i = 0; i < 12; i++)
        {
            var stage = i % 2 == 0 ? ChatFestival.Gushi : ChatFestival.Zhanyi;
            newest = (await anchor.PinAsync(stage.Room, i % 3 == 0 ? ChatFestival.Goose : ChatFestival.Mushroom)).Offset;
            await festival.TakeAsync(stage, 1000 + i);
        }

        var last = await Eventually.ValueAsync(
            async () => (await anchor.JoinAsync(ChatFestival.Zhanyi.Room)).Snapshot.Pin is { } pin && pin.Offset == newest ? pin : null,
            "the node hears of the last pin");
        await viewer.HearsAsync<ProductPinned>(pinned => pinned == (ProductPinned)last.Data);
        var pins = viewer.Heard<ProductPinned>().Select(pinned => pinned.Pin).ToList();
        Assert.That(pins, Is.Unique, "each pin was copied once");
    }
}
