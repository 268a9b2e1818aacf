using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Spine.Tokens;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Moderation;

[Parallelizable(ParallelScope.All)]
public sealed class RoomModeTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    [Test]
    public async Task Slow_mode_holds_a_person_on_all_nodes_and_lets_staff_talk()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        var ann = await festival.GuestAsync("ann", Room);
        var tab = await festival.GuestAsync("ann", Room, node: 1);
        var anchor = await festival.AnchorAsync(Room);
        await anchor.SetModeAsync(Room, RoomMode.Open with { SlowSeconds = 30 });

        await ann.SayAsync("first", "a");

        Assert.Multiple(async () =>
        {
            Assert.That(await RoomUser.CodeOfAsync(ann.SayAsync("second")), Is.EqualTo("chat.slow"));
            Assert.That(await RoomUser.CodeOfAsync(tab.SayAsync("second")), Is.EqualTo("chat.slow"));
            Assert.That(await RoomUser.CodeOfAsync(ann.SayAsync("first", "a")), Is.Null, "a repeat is the same message");
            Assert.That(await RoomUser.CodeOfAsync(anchor.SayAsync("one")), Is.Null);
            Assert.That(await RoomUser.CodeOfAsync(anchor.SayAsync("two")), Is.Null);
        });
        await tab.HearsAsync<RoomModeSet>(set => set.Mode.SlowSeconds == 30);
        Assert.That((await tab.JoinAsync(Room)).Snapshot.Mode.SlowSeconds, Is.EqualTo(30));
    }

    [Test]
    public async Task In_followers_mode_and_staff_mode_only_those_people_may_talk()
    {
        await using var festival = await ChatFestival.StartAsync(settings:
        [
            ("Tokens:Issuers:0:Issuer", Shop.Issuer), ("Tokens:Issuers:0:Audience", Shop.Audience), ("Tokens:Issuers:0:SharedKey", Shop.Key),
        ]);
        var guest = await festival.GuestAsync("ann", Room);
        var old = await festival.UserAsync(Shop.Token("old", followed: TimeSpan.FromHours(2)));
        var fresh = await festival.UserAsync(Shop.Token("new", followed: TimeSpan.FromMinutes(2)));
        var stranger = await festival.UserAsync(Shop.Token("stranger", followed: null));
        var site = await festival.UserAsync(festival.Token(new TokenSubject("site:yatuan", "鸭团小学", [], [], "site") { Location = new SiteLocation("云南", "沾益", "鸭团") }));
        var anchor = await festival.AnchorAsync(Room);
        foreach (var user in (RoomUser[])[old, fresh, stranger, site])
            await user.JoinAsync(Room);

        await anchor.SetModeAsync(Room, RoomMode.Open with { Chat = ChatModes.Followers, FollowedMinutes = 60 });
        var followers = await Desk.CodesAsync(guest, old, fresh, stranger, site, anchor);
        await anchor.SetModeAsync(Room, RoomMode.Open with { Chat = ChatModes.Staff });
        var staff = await Desk.CodesAsync(guest, old, fresh, stranger, site, anchor);

        const string Followers = "chat.followers_only", Staff = "chat.staff_only";
        Assert.Multiple(() =>
        {
            Assert.That(followers, Is.EqualTo([Followers, null, Followers, Followers, null, null]));
            Assert.That(staff, Is.EqualTo([Staff, Staff, Staff, Staff, Staff, null]));
        });
    }

    [Test]
    public async Task A_held_message_appears_when_it_is_approved_and_never_when_it_is_rejected()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var bob = await festival.GuestAsync("bob", Room);
        var anchor = await festival.AnchorAsync(Room);
        await anchor.SetModeAsync(Room, RoomMode.Open with { Review = true });

        var good = await ann.SayAsync("good", "one");
        var repeated = await ann.SayAsync("good", "one");
        await bob.SayAsync("bad");
        var view = await Desk.ViewAsync(festival, festival.AnchorToken);
        await anchor.ReviewAsync(Room, view.Held[0].Id, approve: true);
        await anchor.ReviewAsync(Room, view.Held[1].Id, approve: false);
        var late = await RoomUser.CodeOfAsync(anchor.ReviewAsync(Room, view.Held[1].Id, approve: true));

        await bob.HearsAsync<ChatSaid>(chat => chat.Text == "good");
        await anchor.SayAsync("staff are not held");
        await bob.HearsAsync<ChatSaid>(chat => chat.Text == "staff are not held");
        Assert.Multiple(() =>
        {
            Assert.That((good.Held, repeated.Held, good.Offset), Is.EqualTo((true, true, 0L)));
            Assert.That(view.Held.Select(held => (held.By.Name, held.Text, held.Why)), Is.EqualTo([("ann", "good", "mode"), ("bob", "bad", "mode")]));
            Assert.That(late, Is.EqualTo("held.unknown"));
            Assert.That(bob.Events.Where(item => item.Data is ChatSaid).Select(item => item.By!.Name), Is.EqualTo(["ann", "Li Na"]));
        });
    }

    [Test]
    public async Task The_queue_of_held_messages_has_a_limit()
    {
        await using var festival = await ChatFestival.StartAsync(settings: ("Moderation:HeldMost", "2"));
        var ann = await festival.GuestAsync("ann", Room);
        var anchor = await festival.AnchorAsync(Room);
        await anchor.SetModeAsync(Room, RoomMode.Open with { Review = true });

        var codes = await Desk.CodesAsync(ann, ann, ann);

        Assert.That(codes, Is.EqualTo([null, null, "chat.review_full"]));
    }

    [Test]
    public async Task Words_are_masked_held_or_blocked_and_contacts_are_masked()
    {
        await using var festival = await ChatFestival.StartAsync();
        await festival.ChangeFactsAsync(facts => facts with
        {
            Words = [new WordRule { Text = "笨蛋", Action = "mask" }, new WordRule { Text = "假货", Action = "hold" }, new WordRule { Text = "casino", Action = "block" }],
        });
        var ann = await festival.GuestAsync("ann", Room);
        var shady = await festival.UserAsync(festival.Token(new TokenSubject("guest:shady", "加微信abc12345", [], [], "guest")));
        await shady.JoinAsync(Room);
        var anchor = await festival.AnchorAsync(Room);
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("C A S I N O")) == "chat.word", "the words are known");

        var held = await ann.SayAsync("都是假 货");
        await ann.SayAsync("你这个笨　蛋, call １３８-0013-8000");
        await shady.SayAsync("hello");
        await anchor.SayAsync("casino of honey: www.example.com");

        await ann.HearsAsync<ChatSaid>(chat => chat.Text.StartsWith("casino", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(held.Held, Is.True);
            Assert.That(ann.Heard<ChatSaid>().Select(chat => chat.Text), Is.EqualTo(["你这个***, call ***", "hello", "casino of honey: www.example.com"]));
            Assert.That(ann.Events.Where(item => item.Data is ChatSaid).Select(item => item.By!.Name), Is.EqualTo(["ann", "加微信***", "Li Na"]));
        });
    }
}
