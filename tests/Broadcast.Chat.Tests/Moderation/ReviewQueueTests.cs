using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Moderation;

/// <summary>The queue of messages that wait for a moderator is for everybody: one person has five places in it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ReviewQueueTests
{
    private const string Yours = "chat.review_yours";
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    [Test]
    public async Task One_person_has_five_places_in_the_queue_and_gets_one_back_with_each_decision()
    {
        await using var festival = await ReviewedAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var tab = await festival.GuestAsync("ann", Room);
        var bob = await festival.GuestAsync("bob", Room);
        var anchor = await festival.AnchorAsync(Room);

        var full = await Desk.CodesAsync(ann, ann, tab, tab, ann, ann, tab, bob);
        var view = await Desk.ViewAsync(festival, festival.AnchorToken);
        await anchor.ReviewAsync(Room, view.Held[0].Id, approve: true);
        await anchor.ReviewAsync(Room, view.Held[1].Id, approve: false);
        var after = await Desk.CodesAsync(ann, tab, ann, bob);

        Assert.Multiple(() =>
        {
            Assert.That(full, Is.EqualTo([null, null, null, null, null, Yours, Yours, null]));
            Assert.That(view.Held.Select(held => held.By.Name), Is.EqualTo(["ann", "ann", "ann", "ann", "ann", "bob"]));
            Assert.That(after, Is.EqualTo([null, null, Yours, null]));
        });
    }

    [Test]
    public async Task A_message_that_was_dropped_for_its_age_gives_its_place_back()
    {
        await using var festival = await ReviewedAsync(("Moderation:HeldAge", "00:00:02"));
        var ann = await festival.GuestAsync("ann", Room);
        var bob = await festival.GuestAsync("bob", Room);

        await Eventually.TrueAsync(
            async () => (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RoomUser.CodeOfAsync(ann.SayAsync("hello"))))).Contains(Yours), "ann has no place left");
        // While bob's messages keep the queue alive, ann's leave it for their age.
        await Eventually.TrueAsync(
            async () =>
            {
                await RoomUser.CodeOfAsync(bob.SayAsync("hello"));
                return await RoomUser.CodeOfAsync(ann.SayAsync("hello")) is null;
            },
            "ann has a place again");
    }

    [Test]
    public async Task A_hidden_person_is_refused_when_anybody_else_would_be()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var moderator = await festival.UserAsync(festival.OperatorToken);
        await moderator.RestrictAsync(Room, ViewerId.Parse("guest:ann"), new RestrictionDraft { Kind = RestrictionKinds.Shadow });

        var open = await Desk.CodesAsync(ann, ann, ann, ann, ann, ann, ann);
        var copies = (await Desk.ViewAsync(festival, festival.OperatorToken)).Held.Count;
        await moderator.SetModeAsync(Room, RoomMode.Open with { Review = true });
        var reviewed = await Desk.CodesAsync(ann, ann, ann, ann, ann, ann);

        Assert.Multiple(() =>
        {
            Assert.That(open, Is.All.Null, "nothing tells that the messages are hidden");
            Assert.That(copies, Is.EqualTo(5), "moderators see some of them");
            Assert.That(reviewed, Is.EqualTo([null, null, null, null, null, Yours]));
        });
    }

    [TestCase("Moderation:HeldMost", "bob", "chat.review_full")]
    [TestCase("Moderation:HeldPerPerson", "ann", Yours)]
    public async Task A_message_that_finds_no_place_begins_no_wait_in_slow_mode(string limit, string before, string code)
    {
        await using var festival = await ReviewedAsync((limit, "1"));
        var moderator = await festival.UserAsync(festival.OperatorToken);
        var ann = await festival.GuestAsync("ann", Room);
        await (await festival.GuestAsync(before, Room)).SayAsync("takes the only place");
        await moderator.SetModeAsync(Room, RoomMode.Open with { Review = true, SlowSeconds = 3600 });

        var refused = await Desk.CodesAsync(ann, ann);
        await moderator.ReviewAsync(Room, (await Desk.ViewAsync(festival, festival.OperatorToken)).Held[0].Id, approve: false);
        var taken = await Desk.CodesAsync(ann, ann);

        Assert.Multiple(() =>
        {
            Assert.That(refused, Is.EqualTo([code, code]));
            Assert.That(taken, Is.EqualTo([null, "chat.slow"]), "a message that waits for a moderator is one");
        });
    }

    private static async Task<ChatFestival> ReviewedAsync(params (string Key, string Value)[] settings)
    {
        var festival = await ChatFestival.StartAsync(settings: settings);
        var moderator = await festival.UserAsync(festival.OperatorToken);
        await moderator.SetModeAsync(Room, RoomMode.Open with { Review = true });
        return festival;
    }
}
