using System.Net;
using System.Net.Http.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Tokens;
using TestKit;

namespace Broadcast.Chat.Tests.Moderation;

[Parallelizable(ParallelScope.All)]
public sealed class ModerationTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly ViewerId Ann = ViewerId.Parse("guest:ann");

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
    public async Task A_ban_that_the_facts_know_holds_without_Redis_and_leaves_only_looking_on()
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
        var view = await ViewAsync(festival, festival.OperatorToken);
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
    public async Task Followers_and_staff_only_let_talk_whom_they_say()
    {
        await using var festival = await ChatFestival.StartAsync(settings:
        [
            ("Tokens:Issuers:0:Issuer", Shop.Issuer), ("Tokens:Issuers:0:Audience", Shop.Audience), ("Tokens:Issuers:0:SharedKey", Shop.Key),
        ]);
        var guest = await festival.GuestAsync("ann", Room);
        var old = await festival.UserAsync(Shop.Token("old", followed: TimeSpan.FromHours(2)));
        var fresh = await festival.UserAsync(Shop.Token("new", followed: TimeSpan.FromMinutes(2)));
        var stranger = await festival.UserAsync(Shop.Token("stranger", followed: null));
        var site = await festival.UserAsync(festival.Token(new TokenSubject("site:yatuan", "鸭团小学", [], [], "site") { Place = new SitePlace("云南", "沾益", "鸭团") }));
        var anchor = await festival.AnchorAsync(Room);
        foreach (var user in (RoomUser[])[old, fresh, stranger, site])
            await user.JoinAsync(Room);

        await anchor.SetModeAsync(Room, RoomMode.Open with { Chat = ChatModes.Followers, FollowedMinutes = 60 });
        var followers = await CodesAsync(guest, old, fresh, stranger, site, anchor);
        await anchor.SetModeAsync(Room, RoomMode.Open with { Chat = ChatModes.Staff });
        var staff = await CodesAsync(guest, old, fresh, stranger, site, anchor);

        const string Followers = "chat.followers_only", Staff = "chat.staff_only";
        Assert.Multiple(() =>
        {
            Assert.That(followers, Is.EqualTo([Followers, null, Followers, Followers, null, null]));
            Assert.That(staff, Is.EqualTo([Staff, Staff, Staff, Staff, Staff, null]));
        });
    }

    [Test]
    public async Task A_held_message_comes_when_it_is_let_in_and_never_when_it_is_not()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var bob = await festival.GuestAsync("bob", Room);
        var anchor = await festival.AnchorAsync(Room);
        await anchor.SetModeAsync(Room, RoomMode.Open with { Review = true });

        var good = await ann.SayAsync("good", "one");
        var repeated = await ann.SayAsync("good", "one");
        await bob.SayAsync("bad");
        var view = await ViewAsync(festival, festival.AnchorToken);
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
    public async Task The_queue_of_held_messages_has_an_end()
    {
        await using var festival = await ChatFestival.StartAsync(settings: ("Moderation:HeldMost", "2"));
        var ann = await festival.GuestAsync("ann", Room);
        var anchor = await festival.AnchorAsync(Room);
        await anchor.SetModeAsync(Room, RoomMode.Open with { Review = true });

        var codes = await CodesAsync(ann, ann, ann);

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

    [Test]
    public async Task Every_act_needs_its_own_right()
    {
        await using var festival = await ChatFestival.StartAsync();
        var acts = new (string Right, Func<RoomUser, RoomId, Task> Act)[]
        {
            (ModerationRights.Remove, (user, room) => user.RemoveAsync(room, 1)),
            (ModerationRights.Timeout, (user, room) => user.RestrictAsync(room, Ann, new RestrictionDraft { Kind = "timeout", Seconds = 1 })),
            (ModerationRights.Ban, (user, room) => user.RestrictAsync(room, Ann, new RestrictionDraft { Kind = "ban" })),
            (ModerationRights.Shadow, (user, room) => user.RestrictAsync(room, Ann, new RestrictionDraft { Kind = "shadow" })),
            (ModerationRights.Mode, (user, room) => user.SetModeAsync(room, RoomMode.Open)),
            (ModerationRights.Review, (user, room) => user.ReviewAsync(room, "1-1", approve: true)),
        };

        foreach (var (right, act) in acts)
        {
            var only = await festival.UserAsync(festival.ModeratorToken([right], Room.Value));
            var others = await festival.UserAsync(festival.ModeratorToken([.. ModerationRights.All.Where(other => other != right)]));
            Assert.Multiple(async () =>
            {
                Assert.That(await RoomUser.CodeOfAsync(act(only, Room)), Is.Not.EqualTo("auth.forbidden"), $"{right} is enough");
                Assert.That(await RoomUser.CodeOfAsync(act(only, ChatFestival.Zhanyi.Room)), Is.EqualTo("auth.forbidden"), $"{right} holds on the own stage");
                Assert.That(await RoomUser.CodeOfAsync(act(only, ChatFestival.Relay)), Is.EqualTo("auth.forbidden"), $"{right} holds on the own stage");
                Assert.That(await RoomUser.CodeOfAsync(act(others, Room)), Is.EqualTo("auth.forbidden"), $"nothing else is {right}");
                Assert.That(await RoomUser.CodeOfAsync(act(await festival.GuestAsync("eve", Room), Room)), Is.EqualTo("auth.forbidden"), "guests");
            });
        }
    }

    [Test]
    public async Task Every_act_is_handed_to_the_audit_trail_in_all_kinds_of_rooms()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        var ann = await festival.GuestAsync("ann", ChatFestival.Relay);
        var moderator = await festival.UserAsync(festival.OperatorToken);
        var said = await ann.SayAsync("rude");

        await moderator.RemoveAsync(ChatFestival.Relay, said.Offset);
        await moderator.RestrictAsync(ChatFestival.Relay, Ann, new RestrictionDraft { Kind = "ban", Seconds = 60, Reason = "rude" });
        await moderator.LiftAsync(ChatFestival.Relay, Ann);
        await moderator.SetModeAsync(Room, RoomMode.Open with { SlowSeconds = 5 });
        await moderator.SetModeAsync(Room, RoomMode.Open with { SlowSeconds = 5 });

        await Eventually.TrueAsync(() => festival.Kept.Outcomes.Count == 4, "four acts are told");
        var acts = festival.Kept.Outcomes.Cast<ModeratorActed>().ToDictionary(act => act.Action, StringComparer.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(acts.Values.Select(act => act.By.Name).Distinct(StringComparer.Ordinal), Is.EqualTo(["Wang"]));
            Assert.That((acts["remove"].Room, acts["remove"].Viewer, acts["remove"].ViewerName, acts["remove"].Text), Is.EqualTo((ChatFestival.Relay, (ViewerId?)Ann, "ann", "rude")));
            Assert.That((acts["ban"].Viewer, acts["ban"].Reason, acts["ban"].Everywhere), Is.EqualTo(((ViewerId?)Ann, "rude", true)));
            Assert.That(acts["ban"].Until - acts["ban"].At, Is.EqualTo(60_000));
            Assert.That((acts["lift"].Viewer, acts["lift"].Everywhere), Is.EqualTo(((ViewerId?)Ann, true)));
            Assert.That(acts["mode"].Text, Does.Contain("\"slowSeconds\":5"));
            Assert.That(acts.Values.Select(act => act.Id), Is.Unique);
        });
    }

    [TestCase("mode", """{"chat":"closed"}""", "mode.chat")]
    [TestCase("mode", """{"slowSeconds":3601}""", "mode.slow")]
    [TestCase("mode", """{"followedMinutes":-1}""", "mode.followed")]
    [TestCase("restrictions/guest:ann", """{"kind":"mute"}""", "moderation.kind")]
    [TestCase("restrictions/guest:ann", """{}""", "moderation.kind")]
    [TestCase("restrictions/guest:ann", """{"kind":"timeout"}""", "moderation.seconds")]
    [TestCase("restrictions/guest:ann", """{"kind":"ban","seconds":0}""", "moderation.seconds")]
    [TestCase("restrictions/staff:li", """{"kind":"ban"}""", "moderation.staff")]
    [TestCase("restrictions/a%20b", """{"kind":"ban"}""", "request.id")]
    public async Task What_cannot_be_is_refused_with_its_code(string path, string body, string code)
    {
        await using var festival = await ChatFestival.StartAsync();
        using var http = festival.Http(festival.OperatorToken);

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(new Uri($"/api/v1/rooms/gushi/{path}", UriKind.Relative), content);

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain($"\"{code}\""));
    }

    [Test]
    public async Task The_whole_desk_works_over_HTTP()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        using var http = festival.Http(festival.AnchorToken);
        using var guest = festival.Http(festival.GuestToken("bob"));
        var said = await ann.SayAsync("rude");

        var codes = new List<HttpStatusCode>
        {
            (await http.DeleteAsync(Path($"messages/{said.Offset}?reason=rude"))).StatusCode,
            (await http.DeleteAsync(Path($"messages/{said.Offset}"))).StatusCode,
            (await http.PutAsJsonAsync(Path("mode"), new { review = true })).StatusCode,
        };
        await ann.SayAsync("please");
        var view = await ViewAsync(festival, festival.AnchorToken);
        codes.Add((await http.PostAsync(Path($"held/{view.Held.Single().Id}/approve"), null)).StatusCode);
        codes.Add((await http.PutAsJsonAsync(Path($"restrictions/{Ann}"), new { kind = "timeout", seconds = 60 })).StatusCode);
        codes.Add((await http.PutAsJsonAsync(Path($"restrictions/{Ann}"), new { kind = "ban" })).StatusCode);
        codes.Add((await http.DeleteAsync(Path($"restrictions/{Ann}"))).StatusCode);
        codes.Add((await guest.GetAsync(Path("moderation"))).StatusCode);
        codes.Add((await guest.PutAsJsonAsync(Path("mode"), new { review = false })).StatusCode);

        await ann.HearsAsync<ChatSaid>(chat => chat.Text == "please");
        Assert.That(codes.Select(code => (int)code), Is.EqualTo([204, 404, 204, 204, 204, 403, 204, 403, 403]));
    }

    private static Uri Path(string path) => new($"/api/v1/rooms/{Room}/{path}", UriKind.Relative);

    private static async Task<ModerationView> ViewAsync(ChatFestival festival, string token)
    {
        using var http = festival.Http(token);
        return (await http.GetFromJsonAsync<ModerationView>(Path("moderation"), ContractJson.Options))!;
    }

    private static async Task<string?[]> CodesAsync(params RoomUser[] users)
    {
        var codes = new List<string?>();
        foreach (var user in users)
            codes.Add(await RoomUser.CodeOfAsync(user.SayAsync("hello")));
        return [.. codes];
    }
}
