using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Spine.Tokens;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Moderation;

/// <summary>What is imposed on a person, where it holds, and what may replace it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RestrictionTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly ViewerId Ann = ViewerId.Parse("guest:ann");
    private static readonly RestrictionDraft Ban = new() { Kind = RestrictionKinds.Ban };
    private static readonly RestrictionDraft Timeout = new() { Kind = RestrictionKinds.Timeout, Seconds = 600 };

    [Test]
    public async Task A_timeout_silences_on_every_node_until_it_is_over_or_lifted()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        var ann = await festival.GuestAsync("ann", Room);
        var elsewhere = await festival.GuestAsync("ann", ChatFestival.Zhanyi.Room, node: 1);
        var tab = await festival.GuestAsync("ann", Room, node: 1);
        var anchor = await festival.AnchorAsync(Room);
        await ann.SayAsync("rude");

        await anchor.RestrictAsync(Room, Ann, new RestrictionDraft { Kind = RestrictionKinds.Timeout, Seconds = 600, RemoveMessages = true });

        await tab.HearsAsync<ChatRemoved>(removed => removed.Viewer == Ann);
        Assert.Multiple(async () =>
        {
            Assert.That(await RoomUser.CodeOfAsync(ann.SayAsync("more")), Is.EqualTo("chat.timeout"));
            Assert.That(await RoomUser.CodeOfAsync(tab.SayAsync("more")), Is.EqualTo("chat.timeout"));
            Assert.That(await RoomUser.CodeOfAsync(elsewhere.SayAsync("in another room")), Is.Null);
        });
        await anchor.LiftAsync(Room, Ann);
        Assert.That(await RoomUser.CodeOfAsync(tab.SayAsync("sorry")), Is.Null);
        await anchor.RestrictAsync(Room, Ann, new RestrictionDraft { Kind = RestrictionKinds.Timeout, Seconds = 1 });
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("again")) is null, "the timeout is over");
        var bob = await festival.GuestAsync("bob", Room);
        await bob.HearsAsync<ChatSaid>(chat => chat.Text == "again");
        Assert.That(bob.Heard<ChatSaid>().Select(chat => chat.Text), Is.EqualTo(["sorry", "again"]));
    }

    [Test]
    public async Task A_ban_by_a_moderator_of_all_rooms_holds_in_all_rooms()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var moderator = await festival.UserAsync(festival.ModeratorToken([ModerationRights.Ban]));

        await moderator.RestrictAsync(Room, Ann, new RestrictionDraft { Kind = RestrictionKinds.Ban, Reason = "scalping" });

        foreach (var room in (RoomId[])[Room, ChatFestival.Zhanyi.Room, ChatFestival.Relay])
        {
            await ann.JoinAsync(room);
            Assert.That(await RoomUser.CodeOfAsync(ann.SayAsync("hello")), Is.EqualTo("chat.banned"), room.Value);
        }

        await moderator.LiftAsync(ChatFestival.Relay, Ann);
        foreach (var room in (RoomId[])[Room, ChatFestival.Zhanyi.Room, ChatFestival.Relay])
        {
            await ann.JoinAsync(room);
            Assert.That(await RoomUser.CodeOfAsync(ann.SayAsync("hello")), Is.Null, room.Value);
        }
    }

    [Test]
    public async Task A_ban_in_the_facts_holds_without_Redis_and_leaves_only_the_right_to_read()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var anchor = await festival.AnchorAsync(Room);
        var asked = await anchor.AskAsync(Room, new QuestionDraft { Text = "q", Options = ["a", "b"], Answer = 0, Seconds = 60, Winners = 1 });

        await festival.ChangeFactsAsync(facts => facts with { Restrictions = [new RestrictionFact { Viewer = Ann, Kind = RestrictionKinds.Ban }] });

        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("hello")) == "chat.banned", "the ban is known");
        var joined = await ann.JoinAsync(Room);
        Assert.Multiple(async () =>
        {
            Assert.That(joined.Snapshot.May, Is.EqualTo(["read"]));
            Assert.That(await RoomUser.CodeOfAsync(ann.AnswerAsync(asked.Id, 0)), Is.EqualTo("auth.forbidden"));
            Assert.That(await RoomUser.CodeOfAsync(ann.Connection.InvokeCoreAsync("Like", typeof(object), [1])), Is.EqualTo("auth.forbidden"));
        });
    }

    [Test]
    public async Task A_hidden_person_is_answered_as_ever_and_heard_by_moderators_only()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var bob = await festival.GuestAsync("bob", Room);
        var moderator = await festival.UserAsync(festival.OperatorToken);
        await moderator.RestrictAsync(Room, Ann, new RestrictionDraft { Kind = RestrictionKinds.Shadow });

        var first = await ann.SayAsync("buy elsewhere", "one");
        var again = await ann.SayAsync("buy elsewhere", "one");
        var last = await bob.SayAsync("hello");

        await ann.HearsAsync<ChatSaid>(chat => chat.Text == "hello");
        var view = await Desk.ViewAsync(festival, festival.OperatorToken);
        Assert.Multiple(() =>
        {
            Assert.That((first.Held, again.Offset, last.Offset), Is.EqualTo((false, first.Offset, first.Offset + 1)));
            Assert.That(bob.Heard<ChatSaid>().Select(chat => chat.Text), Is.EqualTo(["hello"]));
            Assert.That(bob.Faults.Concat(ann.Faults), Is.Empty);
            Assert.That(view.Held.Select(held => (held.Text, held.Why)), Is.EqualTo([("buy elsewhere", "shadow")]));
            Assert.That(view.Restrictions.Select(held => (held.Viewer, held.Kind, held.Until)), Is.EqualTo([(Ann, "shadow", (long?)null)]));
        });
    }

    [Test]
    public async Task A_shadow_in_the_facts_hides_without_Redis()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var bob = await festival.GuestAsync("bob", Room);
        await festival.ChangeFactsAsync(facts => facts with { Restrictions = [new RestrictionFact { Viewer = Ann, Kind = RestrictionKinds.Shadow }] });
        await Eventually.TrueAsync(
            async () =>
            {
                await ann.SayAsync("psst");
                return (await Desk.ViewAsync(festival, festival.OperatorToken)).Held.Count > 0;
            },
            "ann is hidden");

        await ann.SayAsync("buy elsewhere");
        await bob.SayAsync("hello");

        await ann.HearsAsync<ChatSaid>(chat => chat.Text == "hello");
        Assert.That(bob.Heard<ChatSaid>().Select(chat => chat.Text), Has.None.EqualTo("buy elsewhere"));
    }

    [Test]
    public async Task A_ban_is_replaced_only_by_who_could_lift_it()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var (anchor, moderator) = (await festival.AnchorAsync(Room), await festival.UserAsync(festival.ModeratorToken([ModerationRights.Ban, ModerationRights.Timeout], Room.Value)));
        await moderator.RestrictAsync(Room, Ann, Ban);

        Assert.That(await RoomUser.CodeOfAsync(anchor.RestrictAsync(Room, Ann, Timeout)), Is.EqualTo("moderation.stronger"));
        Assert.That(await RoomUser.CodeOfAsync(ann.SayAsync("hello")), Is.EqualTo("chat.banned"));

        await moderator.RestrictAsync(Room, Ann, Timeout);
        Assert.That(await RoomUser.CodeOfAsync(ann.SayAsync("hello")), Is.EqualTo("chat.timeout"));

        var bans = await festival.UserAsync(festival.ModeratorToken([ModerationRights.Ban], Room.Value));
        Assert.That(await RoomUser.CodeOfAsync(bans.RestrictAsync(Room, Ann, Ban with { Seconds = 1 })), Is.EqualTo("moderation.stronger"), "the timeout is longer");
        await bans.RestrictAsync(Room, Ann, Ban);
        Assert.That(await RoomUser.CodeOfAsync(ann.SayAsync("hello")), Is.EqualTo("chat.banned"), "a ban takes more than a timeout");
    }

    [Test]
    public async Task A_ban_that_only_the_facts_have_is_not_replaced_either()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var anchor = await festival.AnchorAsync(Room);
        await festival.ChangeFactsAsync(facts => facts with { Restrictions = [new RestrictionFact { Viewer = Ann, Room = Room, Kind = RestrictionKinds.Ban }] });
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("hello")) == "chat.banned", "the ban is known");

        Assert.That(await RoomUser.CodeOfAsync(anchor.RestrictAsync(Room, Ann, Timeout)), Is.EqualTo("moderation.stronger"));
    }

    [Test]
    public async Task What_one_room_imposes_neither_ends_nor_hides_a_ban_of_all_rooms()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var (anchor, all) = (await festival.AnchorAsync(Room), await festival.UserAsync(festival.OperatorToken));
        await all.RestrictAsync(ChatFestival.Zhanyi.Room, Ann, Ban);

        await anchor.RestrictAsync(Room, Ann, Timeout);
        var codes = new List<string?> { await RoomUser.CodeOfAsync(ann.SayAsync("hello")) };
        var view = await Desk.ViewAsync(festival, festival.OperatorToken);
        codes.Add(await RoomUser.CodeOfAsync(anchor.LiftAsync(Room, Ann)));
        codes.Add(await RoomUser.CodeOfAsync(all.LiftAsync(Room, Ann)));
        foreach (var room in (RoomId[])[Room, ChatFestival.Zhanyi.Room, ChatFestival.Relay])
        {
            await ann.JoinAsync(room);
            codes.Add(await RoomUser.CodeOfAsync(ann.SayAsync("hello")));
        }

        Assert.Multiple(() =>
        {
            Assert.That(codes, Is.EqualTo(["chat.banned", "auth.forbidden", null, null, null, null]));
            Assert.That(view.Restrictions.Select(held => (held.Kind, held.Everywhere)), Is.EquivalentTo([("ban", true), ("timeout", false)]));
        });
    }

    [Test]
    public async Task Restrictions_that_are_over_make_room_for_others()
    {
        await using var festival = await ChatFestival.StartAsync(settings: ("Moderation:RestrictedMost", "2"));
        var all = await festival.UserAsync(festival.OperatorToken);
        await RestrictAsync("short", Timeout);
        await RestrictAsync("long", Timeout);
        Assert.That(await RestrictAsync("third", Timeout), Is.EqualTo("moderation.full"));

        await RestrictAsync("short", Timeout with { Seconds = 1 });
        await Eventually.TrueAsync(async () => await RestrictAsync("third", Timeout) is null, "the short one is over");

        Assert.That((await Desk.ViewAsync(festival, festival.OperatorToken)).Restrictions.Select(held => held.Viewer.Value), Is.EquivalentTo(["guest:long", "guest:third"]));

        Task<string?> RestrictAsync(string name, RestrictionDraft draft) => RoomUser.CodeOfAsync(all.RestrictAsync(Room, ViewerId.Parse($"guest:{name}"), draft));
    }
}
