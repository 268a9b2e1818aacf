using System.Net;
using System.Net.Http.Json;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Tests.Moderation;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Door.Moderation;

[Parallelizable(ParallelScope.All)]
public sealed class ModerationDoorTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly ViewerId Ann = ViewerId.Parse("guest:ann");

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
                Assert.That(await RoomUser.CodeOfAsync(act(only, ChatFestival.Zhanyi.Room)), Is.EqualTo("auth.forbidden"), $"{right} elsewhere");
                Assert.That(await RoomUser.CodeOfAsync(act(only, ChatFestival.Relay)), Is.EqualTo("auth.forbidden"), $"{right} elsewhere");
                Assert.That(await RoomUser.CodeOfAsync(act(others, Room)), Is.EqualTo("auth.forbidden"), $"all but {right}");
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

        await Eventually.TrueAsync(() => festival.Kept.Outcomes.Count == 4, "four acts are handed to the audit trail");
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
    public async Task An_invalid_mode_or_restriction_is_refused_with_its_code(string path, string body, string code)
    {
        await using var festival = await ChatFestival.StartAsync();
        using var http = festival.Http(festival.OperatorToken);

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(new Uri($"/api/v1/rooms/gushi/{path}", UriKind.Relative), content);

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain($"\"{code}\""));
    }

    [Test]
    public async Task Every_moderation_command_works_over_HTTP()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        using var http = festival.Http(festival.AnchorToken);
        using var guest = festival.Http(festival.GuestToken("bob"));
        var said = await ann.SayAsync("rude");

        var codes = new List<HttpStatusCode>
        {
            (await http.DeleteAsync(Desk.Path($"messages/{said.Offset}?reason=rude"))).StatusCode,
            (await http.DeleteAsync(Desk.Path($"messages/{said.Offset}"))).StatusCode,
            (await http.PutAsJsonAsync(Desk.Path("mode"), new { review = true })).StatusCode,
        };
        await ann.SayAsync("please");
        var view = await Desk.ViewAsync(festival, festival.AnchorToken);
        codes.Add((await http.PostAsync(Desk.Path($"held/{view.Held.Single().Id}/approve"), null)).StatusCode);
        codes.Add((await http.PutAsJsonAsync(Desk.Path($"restrictions/{Ann}"), new { kind = "timeout", seconds = 60 })).StatusCode);
        codes.Add((await http.PutAsJsonAsync(Desk.Path($"restrictions/{Ann}"), new { kind = "ban" })).StatusCode);
        codes.Add((await http.DeleteAsync(Desk.Path($"restrictions/{Ann}"))).StatusCode);
        codes.Add((await guest.GetAsync(Desk.Path("moderation"))).StatusCode);
        codes.Add((await guest.PutAsJsonAsync(Desk.Path("mode"), new { review = false })).StatusCode);

        await ann.HearsAsync<ChatSaid>(chat => chat.Text == "please");
        Assert.That(codes.Select(code => (int)code), Is.EqualTo([204, 404, 204, 204, 204, 403, 204, 403, 403]));
    }
}
