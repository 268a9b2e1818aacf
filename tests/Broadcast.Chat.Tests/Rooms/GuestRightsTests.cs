using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Settings;
using Microsoft.AspNetCore.SignalR.Client;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Rooms;

[Parallelizable(ParallelScope.All)]
public sealed class GuestRightsTests
{
    [Test]
    public async Task By_default_guests_read_and_like_and_nothing_else()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Rooms:Guests", "read,like")]);
        var guest = await festival.UserAsync(festival.GuestToken("ann"));
        var joined = await guest.JoinAsync(ChatFestival.Gushi.Room);
        var anchor = await festival.UserAsync(festival.AnchorToken);
        var acting = await anchor.JoinAsync(ChatFestival.Gushi.Room);
        var asked = await anchor.AskAsync(
            ChatFestival.Gushi.Room, new QuestionDraft { Text = "q", Options = ["a", "b"], Answer = 0, Seconds = 60 });

        var say = await RoomUser.CodeOfAsync(guest.SayAsync("hello"));
        var like = await RoomUser.CodeOfAsync(guest.Connection.InvokeAsync("Like", 3));
        var answer = await RoomUser.CodeOfAsync(guest.AnswerAsync(asked.Id, 0));
        var pin = await RoomUser.CodeOfAsync(guest.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose));

        Assert.Multiple(() =>
        {
            Assert.That(joined.Snapshot.May, Is.EqualTo(["read", "like"]));
            Assert.That(acting.Snapshot.May, Is.EqualTo(["read", "like", "chat", "act", "remove", "timeout", "review", "mode"]));
            Assert.That((say, like, answer, pin), Is.EqualTo(("auth.forbidden", (string?)null, "auth.forbidden", "auth.forbidden")));
        });
    }

    [Test]
    public async Task Guests_who_may_not_read_do_not_get_in()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Rooms:Guests", "")]);
        var guest = await festival.UserAsync(festival.GuestToken("ann"));

        var code = await RoomUser.CodeOfAsync(guest.JoinAsync(ChatFestival.Gushi.Room));

        Assert.That(code, Is.EqualTo("auth.forbidden"));
    }

    [Test]
    public async Task What_an_operator_decides_for_guests_goes_before_the_setting_on_every_node_also_for_those_who_are_in_the_room()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2, settings: [("Rooms:Guests", "read,like")]);
        var ann = await festival.UserAsync(festival.GuestToken("ann"));
        var bo = await festival.UserAsync(festival.GuestToken("bo"), node: 1);
        await ann.JoinAsync(ChatFestival.Gushi.Room);
        await bo.JoinAsync(ChatFestival.Relay);
        Assert.That(await RoomUser.CodeOfAsync(ann.SayAsync("hello")), Is.EqualTo("auth.forbidden"));

        await festival.ChangeFactsAsync(facts => facts with { Guests = [new GuestsFact { Festival = FestivalId.Parse("festival"), Rights = ["read", "chat"] }] });

        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("hello")) is null, "a stage's room follows");
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(bo.SayAsync("hello")) is null, "the relay's room on the other node follows");
        Assert.That(await RoomUser.CodeOfAsync(ann.Connection.InvokeAsync("Like", 3)), Is.EqualTo("auth.forbidden"), "liking is taken from them");
        Assert.That((await ann.JoinAsync(ChatFestival.Gushi.Room)).Snapshot.May, Is.EqualTo(["read", "chat"]));
        await festival.ChangeFactsAsync(facts => facts);
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("hello")) == "auth.forbidden", "without a decision the setting holds again");
    }

    [Test]
    public async Task What_an_operator_forbids_guests_is_forbidden_to_those_in_no_room_too()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Rooms:Guests", "read,answer")]);
        var (ann, bo) = (await festival.UserAsync(festival.GuestToken("ann")), await festival.UserAsync(festival.GuestToken("bo")));
        var anchor = await festival.UserAsync(festival.AnchorToken);
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, new QuestionDraft { Text = "q", Options = ["a", "b"], Answer = 0, Seconds = 60 });
        await festival.ChangeFactsAsync(facts => facts with { Guests = [new GuestsFact { Festival = FestivalId.Parse("festival"), Rights = ["read"] }] });
        await Eventually.TrueAsync(async () => !(await bo.JoinAsync(ChatFestival.Gushi.Room)).Snapshot.May.Contains("answer", StringComparer.Ordinal), "the room knows it");

        Assert.That(await RoomUser.CodeOfAsync(ann.AnswerAsync(asked.Id, 0)), Is.EqualTo("auth.forbidden"));
    }

    [Test]
    public async Task Who_speaks_too_fast_or_too_long_or_nothing_is_refused()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Rooms:ChatPerSecond", "0.01"), ("Rooms:ChatBurst", "2")]);
        var guest = await festival.UserAsync(festival.GuestToken("ann"));

        var outside = await RoomUser.CodeOfAsync(guest.SayAsync("hello"));
        await guest.JoinAsync(ChatFestival.Gushi.Room);
        var empty = await RoomUser.CodeOfAsync(guest.SayAsync(" \n "));
        var tooLong = await RoomUser.CodeOfAsync(guest.SayAsync(new string('鹅', 201)));
        var badId = await RoomUser.CodeOfAsync(guest.SayAsync("hello", "no blanks"));
        var likes = await RoomUser.CodeOfAsync(guest.Connection.InvokeAsync("Like", 51));
        await guest.SayAsync(new string('鹅', 200));
        await guest.SayAsync("two");
        var third = await RoomUser.CodeOfAsync(guest.SayAsync("three"));

        Assert.That(
            (outside, empty, tooLong, badId, likes, third),
            Is.EqualTo(("room.not_joined", "chat.empty", "chat.too_long", "request.id", "like.count", "chat.too_fast")));
    }

    [Test]
    public void Every_invalid_option_is_reported_with_its_key()
    {
        var options = new RoomOptions { Guests = "read,shout", Tick = TimeSpan.Zero, Ring = 1 };

        var faults = SettingFaults.In(options, RoomOptions.Section).Concat(new RoomOptionsValidator().Validate(null, options).Failures!);

        Assert.That(faults, Has.Exactly(1).Contains("Rooms:Guests").And.Exactly(1).Contains("Rooms:Tick").And.Exactly(1).Contains("Rooms:Ring"));
    }
}
