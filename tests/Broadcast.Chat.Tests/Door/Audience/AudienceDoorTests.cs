using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Door.Audience;

[Parallelizable(ParallelScope.All)]
public sealed class AudienceDoorTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    /// <summary>With these settings a number must hold for half a second to be the peak.</summary>
    private static readonly (string, string)[] Quick =
        [("Audience:Beat", "00:00:00.1"), ("Audience:Lifetime", "00:00:00.3"), ("Audience:UniquesEvery", "00:00:00.1")];

    [Test]
    public async Task The_days_numbers_add_up_over_nodes_tabs_and_those_who_come_again()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2, settings: Quick);
        using var staff = festival.Http(festival.OperatorToken);
        var watch = Stopwatch.StartNew();
        var ann = await festival.GuestAsync("ann", Room, node: 0);
        var others = new[]
        {
            await festival.GuestAsync("ann", Room, node: 0), await festival.GuestAsync("bob", Room, node: 0), await festival.GuestAsync("cid", Room, node: 1),
        };
        var atLeast = watch.Elapsed;
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 3, "three people are there");
        await Eventually.TrueAsync(async () => Number(await DayAsync(staff), "peak") == 3, "three is the peak");
        await Eventually.TrueAsync(async () => Number(await DayAsync(staff), "watchedSeconds") >= 5, "five seconds are watched");
        var atMost = watch.Elapsed * 3;
        var watched = Number(await DayAsync(staff), "watchedSeconds");
        foreach (var user in others)
            await user.DisposeAsync();
        await festival.GuestAsync("bob", Room, node: 1);
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 2, "two are left");
        await Eventually.TrueAsync(async () => Number(await DayAsync(staff), "unique") == 3, "three people came in all");
        var day = await DayAsync(staff);

        Assert.Multiple(() =>
        {
            Assert.That(watched, Is.GreaterThanOrEqualTo(5).And.LessThanOrEqualTo(atMost.TotalSeconds + 1), $"three people, the first came {atLeast} before the last");
            Assert.That(Number(day, "peak"), Is.EqualTo(3));
            Assert.That(Number(day, "averageSeconds"), Is.EqualTo(Number(day, "watchedSeconds") / 3));
            Assert.That(day.GetProperty("hours").EnumerateArray().Max(hour => Number(hour, "peak")), Is.EqualTo(3));
            Assert.That(day.GetProperty("peakAt").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
        });
    }

    [Test]
    public async Task When_Redis_loses_the_day_those_who_are_there_are_counted_in_it_again()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(nodes: 2, redis: redis, settings: Quick);
        using var staff = festival.Http(festival.OperatorToken);
        await festival.GuestAsync("ann", Room, node: 0);
        await festival.GuestAsync("bob", Room, node: 1);
        await Eventually.TrueAsync(async () => Number(await DayAsync(staff), "unique") == 2 && Number(await DayAsync(staff), "watchedSeconds") >= 2, "both are counted");

        await redis.AskAsync("FLUSHALL");

        await Eventually.TrueAsync(async () => Number(await DayAsync(staff), "unique") == 2, "both are counted again");
        Assert.That(Number(await DayAsync(staff), "watchedSeconds"), Is.GreaterThanOrEqualTo(2), "nodes remember what was watched on them");
    }

    [Test]
    public async Task Everyone_may_read_the_viewer_count_and_only_those_responsible_for_the_room_the_days_numbers()
    {
        await using var festival = await ChatFestival.StartAsync();
        var auditor = festival.Token(new TokenSubject("staff:auditor", "A", [Roles.Auditor], [], "auditor"));
        var other = festival.Token(new TokenSubject("staff:other", "O", [Roles.Anchor], [ChatFestival.Zhanyi.Value], "other"));
        var ann = await festival.GuestAsync("ann", Room);
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 1, "somebody watches");
        async Task<bool> SeesDayAsync(string? token, RoomId room)
        {
            using var http = festival.Http(token);
            var view = await ReadAsync(http, room);
            Assert.That(Number(view, "viewers"), Is.EqualTo(room == Room ? 1 : 0));
            return view.GetProperty("day").ValueKind == JsonValueKind.Object;
        }

        foreach (var (token, room, sees) in (IEnumerable<(string?, RoomId, bool)>)
            [
                (null, Room, false), (festival.GuestToken("ann"), Room, false), (other, Room, false),
                (festival.AnchorToken, Room, true), (auditor, Room, true), (festival.OperatorToken, Room, true),
                (festival.AnchorToken, ChatFestival.Relay, false), (auditor, ChatFestival.Relay, true),
            ])
            Assert.That(await SeesDayAsync(token, room), Is.EqualTo(sees), $"{token} {room}");
    }

    [TestCase("nowhere", "", HttpStatusCode.NotFound, "room.unknown")]
    [TestCase("gushi", "?day=yesterday", HttpStatusCode.BadRequest, "audience.day")]
    public async Task An_unknown_room_or_day_is_refused_with_its_code(string room, string query, HttpStatusCode status, string code)
    {
        await using var festival = await ChatFestival.StartAsync();
        using var http = festival.Http(festival.OperatorToken);

        using var answer = await http.GetAsync(new Uri($"/api/v1/rooms/{room}/audience{query}", UriKind.Relative));

        Assert.That(answer.StatusCode, Is.EqualTo(status));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo(code));
    }

    private static async Task<JsonElement> ReadAsync(HttpClient http, RoomId room) =>
        await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/rooms/{room}/audience", UriKind.Relative));

    private static async Task<JsonElement> DayAsync(HttpClient http) => (await ReadAsync(http, Room)).GetProperty("day");

    private static long Number(JsonElement from, string name) => from.GetProperty(name).GetInt64();
}
