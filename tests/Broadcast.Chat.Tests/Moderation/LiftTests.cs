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

/// <summary>Who may end what is imposed on a person, and what a lift ends.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LiftTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly ViewerId Ann = ViewerId.Parse("guest:ann");
    private static readonly RestrictionDraft Ban = new() { Kind = RestrictionKinds.Ban };
    private static readonly RestrictionDraft Timeout = new() { Kind = RestrictionKinds.Timeout, Seconds = 600 };

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
}
