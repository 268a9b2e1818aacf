using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Moderation;

[Parallelizable(ParallelScope.All)]
public sealed class RestrictionTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly ViewerId Ann = ViewerId.Parse("guest:ann");

    private static readonly RestrictionDraft Ban = new() { Kind = RestrictionKinds.Ban };
    private static readonly RestrictionDraft Timeout = new() { Kind = RestrictionKinds.Timeout, Seconds = 600 };

    [Test]
    public async Task A_removed_message_goes_from_every_screen_and_from_the_history()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        var ann = await festival.GuestAsync("ann", Room);
        var anchor = await festival.AnchorAsync(Room, node: 1);
        var said = await ann.SayAsync("rude");
        await ann.SayAsync("kind");
        await anchor.HearsAsync<ChatSaid>(chat => chat.Text == "kind");

        await anchor.RemoveAsync(Room, said.Offset);

        await ann.HearsAsync<ChatRemoved>(removed => removed.Offset == said.Offset);
        await anchor.HearsAsync<ChatRemoved>();
        var late = new[] { await festival.GuestAsync("bob", Room), await festival.GuestAsync("bob", Room, node: 1) };
        var fresh = await festival.AddNodeAsync();
        await using var fromRedis = await RoomUser.ConnectAsync(new Uri(ChatFestival.Address(fresh), "/hubs/room"), festival.GuestToken("eve"));
        await fromRedis.JoinAsync(Room);
        Assert.Multiple(() =>
        {
            foreach (var user in (RoomUser[])[.. late, fromRedis])
                Assert.That(user.Heard<ChatSaid>().Select(chat => chat.Text), Is.EqualTo(["kind"]));
        });
        Assert.That(await RoomUser.CodeOfAsync(anchor.RemoveAsync(Room, said.Offset)), Is.EqualTo("chat.unknown"));
    }

    [Test]
    public async Task Who_resumes_from_before_a_removed_message_gets_its_removal_and_no_hole()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var anchor = await festival.AnchorAsync(Room);
        await anchor.SayAsync("first");
        await ann.HearsAsync<ChatSaid>();
        await ann.CutAsync();
        var rude = await anchor.SayAsync("rude");
        await anchor.RemoveAsync(Room, rude.Offset);
        await anchor.HearsAsync<ChatRemoved>();

        await ann.ComeBackAsync(new Uri(festival.Address(), "/hubs/room"), festival.GuestToken("ann"));

        Assert.Multiple(() =>
        {
            Assert.That(ann.Heard<ChatSaid>().Select(chat => chat.Text), Is.EqualTo(["first"]));
            Assert.That(ann.Heard<ChatRemoved>().Select(removed => removed.Offset), Is.EqualTo([rude.Offset]));
            Assert.That((ann.Resyncs, ann.Skipped), Is.EqualTo((0, 1L)));
            Assert.That(ann.Faults, Is.Empty);
        });
    }

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
    public async Task A_moderator_of_one_room_cannot_lift_a_restriction_of_all_rooms()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var one = await festival.UserAsync(festival.ModeratorToken([.. ModerationRights.All], Room.Value));
        await festival.ChangeFactsAsync(facts => facts with { Restrictions = [new RestrictionFact { Viewer = Ann, Kind = RestrictionKinds.Ban }] });
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("hello")) == "chat.banned", "the ban is known");

        Assert.That(await RoomUser.CodeOfAsync(one.LiftAsync(Room, Ann)), Is.EqualTo("auth.forbidden"));
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
    public async Task A_ban_of_another_room_that_only_the_facts_have_is_not_lifted_without_the_right()
    {
        await using var festival = await ChatFestival.StartAsync();
        var there = await festival.GuestAsync("ann", ChatFestival.Zhanyi.Room);
        var hides = await festival.UserAsync(festival.ModeratorToken([ModerationRights.Shadow]));
        await hides.RestrictAsync(Room, Ann, new RestrictionDraft { Kind = RestrictionKinds.Shadow });
        await festival.ChangeFactsAsync(facts => facts with { Restrictions = [new RestrictionFact { Viewer = Ann, Room = ChatFestival.Zhanyi.Room, Kind = RestrictionKinds.Ban }] });
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(there.SayAsync("hello")) == "chat.banned", "the ban is known");

        Assert.That(await RoomUser.CodeOfAsync(hides.LiftAsync(Room, Ann)), Is.EqualTo("auth.forbidden"));
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
    public async Task A_lift_needs_the_right_of_everything_that_it_ends()
    {
        await using var festival = await ChatFestival.StartAsync();
        var there = await festival.GuestAsync("ann", ChatFestival.Zhanyi.Room);
        var bans = await festival.UserAsync(festival.ModeratorToken([ModerationRights.Ban], ChatFestival.Zhanyi.Room.Value));
        var times = await festival.UserAsync(festival.ModeratorToken([ModerationRights.Timeout]));
        var hides = await festival.UserAsync(festival.ModeratorToken([ModerationRights.Shadow]));
        await bans.RestrictAsync(ChatFestival.Zhanyi.Room, Ann, Ban);

        var nothing = await RoomUser.CodeOfAsync(times.LiftAsync(Room, Ann));
        await hides.RestrictAsync(Room, Ann, new RestrictionDraft { Kind = RestrictionKinds.Shadow });
        var missing = await RoomUser.CodeOfAsync(hides.LiftAsync(Room, Ann));

        Assert.That((nothing, missing, await RoomUser.CodeOfAsync(there.SayAsync("hello"))), Is.EqualTo(((string?)null, "auth.forbidden", "chat.banned")));
    }

    [Test]
    public async Task A_ban_that_is_imposed_while_somebody_lifts_a_timeout_stays()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var bans = await festival.UserAsync(festival.ModeratorToken([ModerationRights.Ban], Room.Value));
        await bans.RestrictAsync(Room, Ann, Ban);

        // The anchor has seen a timeout, for which the right is there.
        var act = new ModerationAct(Room, new EventAuthor { Id = ViewerId.Parse("staff:anchor"), Name = "anchor", Role = "anchor" }, "");
        var lifted = await festival.Services.GetRequiredService<RestrictionStore>().LiftAsync(act, Ann, "ann", everywhere: false, [RestrictionKinds.Timeout], since: null);

        Assert.That((lifted, await RoomUser.CodeOfAsync(ann.SayAsync("hello"))), Is.EqualTo(((long?)null, "chat.banned")));
    }

    [Test]
    public async Task A_repeated_lift_of_one_room_leaves_what_another_has_imposed()
    {
        await using var festival = await ChatFestival.StartAsync();
        var there = await festival.GuestAsync("ann", ChatFestival.Zhanyi.Room);
        var all = await festival.UserAsync(festival.OperatorToken);
        var zhanyi = await festival.UserAsync(festival.ModeratorToken([ModerationRights.Ban], ChatFestival.Zhanyi.Room.Value));
        await zhanyi.RestrictAsync(ChatFestival.Zhanyi.Room, Ann, Ban);
        await all.RestrictAsync(Room, Ann, Timeout);

        await all.LiftAsync(Room, Ann);
        await all.LiftAsync(Room, Ann);

        Assert.That(await RoomUser.CodeOfAsync(there.SayAsync("hello")), Is.EqualTo("chat.banned"));
    }

    [Test]
    public async Task A_room_that_a_lift_did_not_reach_learns_of_it_from_the_facts()
    {
        await using var festival = await ChatFestival.StartAsync();
        var (ann, bob) = (await festival.GuestAsync("ann", Room), await festival.GuestAsync("bob", Room));
        var all = await festival.UserAsync(festival.OperatorToken);
        await all.RestrictAsync(Room, Ann, Ban);
        await all.RestrictAsync(Room, ViewerId.Parse("guest:bob"), Ban);

        var later = DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds();
        await festival.ChangeFactsAsync(facts => facts with
        {
            Lifts = [new LiftFact { Viewer = Ann, At = later }, new LiftFact { Viewer = ViewerId.Parse("guest:bob"), At = 1 }],
        });

        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("hello")) is null, "the ban has ended");
        Assert.That(await RoomUser.CodeOfAsync(bob.SayAsync("hello")), Is.EqualTo("chat.banned"), "imposed after the lift");
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
