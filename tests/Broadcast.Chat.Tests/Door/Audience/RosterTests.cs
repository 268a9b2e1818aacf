using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Door.Audience;

[Parallelizable(ParallelScope.All)]
public sealed class RosterTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    private static readonly (string, string)[] Quick = [("Roster:Every", "00:00:01"), ("Roster:Lifetime", "00:00:03"), ("Roster:Grace", "00:00:01")];

    [Test]
    public async Task Sites_are_present_while_they_are_in_the_room_and_nobody_else_is_a_site()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2, settings: Quick);
        using var staff = festival.Http(festival.OperatorToken);
        await festival.GuestAsync("ann", Room);
        var yucun = await JoinAsync(festival, "yucun", "余村", node: 0);
        var tab = await JoinAsync(festival, "yucun", "余村", node: 0);
        var lujia = await JoinAsync(festival, "lujia", "鲁家村", node: 1);
        await Eventually.TrueAsync(async () => Names(await PageAsync(staff)).Count == 2, "both sites are there");
        var page = await PageAsync(staff);

        await tab.DisposeAsync();
        await lujia.DisposeAsync();
        await Eventually.TrueAsync(async () => Names(await PageAsync(staff)) is ["余村"], "the one that left is gone");
        await yucun.SayAsync("我们听得很清楚");
        await yucun.HearsAsync<ChatSaid>();
        var after = await PageAsync(staff);

        var site = page.GetProperty("sites").EnumerateArray().Single(row => row.GetProperty("id").GetString() == "yucun");
        Assert.Multiple(() =>
        {
            Assert.That(page.GetProperty("total").GetInt64(), Is.EqualTo(2));
            Assert.That(page.GetProperty("next").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(site.GetProperty("county").GetString(), Is.EqualTo("安吉县"));
            Assert.That(site.GetProperty("province").GetString(), Is.EqualTo("浙江省"));
            Assert.That(after.GetProperty("sites")[0].GetProperty("since").GetDateTimeOffset(), Is.EqualTo(site.GetProperty("since").GetDateTimeOffset()), "it is the same stay");
            Assert.That(yucun.Events.Single().By, Is.EqualTo(new EventAuthor { Id = ViewerId.Parse("site:yucun"), Name = "余村", Role = "site" }));
        });
    }

    [Test]
    public async Task A_roster_is_read_in_pages_sorted_by_village_or_name_and_filtered_by_prefix()
    {
        await using var festival = await ChatFestival.StartAsync(settings: Quick);
        using var staff = festival.Http(festival.AnchorToken);
        foreach (var i in Enumerable.Range(0, 12))
            await JoinAsync(festival, $"site-{i:00}", $"Village {(char)('A' + (i * 5 % 12))}", county: i % 3 == 0 ? "德清县" : "安吉县");
        await Eventually.TrueAsync(async () => (await PageAsync(staff)).GetProperty("total").GetInt64() == 12, "all are there");

        var paged = new List<string>();
        string? next = "";
        for (var pages = 0; next is not null; pages++)
        {
            var page = await PageAsync(staff, $"?order=name&limit=5&after={next}");
            Assert.That(pages, Is.LessThan(4), "it comes to an end");
            paged.AddRange(Names(page));
            next = page.GetProperty("next").GetString();
        }

        var county = await PageAsync(staff, $"?prefix={Uri.EscapeDataString("浙江省/德清县")}");
        var one = await PageAsync(staff, "?order=name&prefix=village%20c");
        Assert.Multiple(() =>
        {
            Assert.That(paged, Is.EqualTo(Enumerable.Range('A', 12).Select(letter => $"Village {(char)letter}")));
            Assert.That(county.GetProperty("sites").EnumerateArray().Select(row => row.GetProperty("id").GetString()), Is.EquivalentTo((string[])["site-00", "site-03", "site-06", "site-09"]));
            Assert.That(Names(one), Is.EqualTo(["Village C"]));
        });
    }

    [Test]
    public async Task Sites_of_a_killed_node_are_gone_and_those_that_come_back_on_another_node_keep_their_start()
    {
        await using var festival = await ChatFestival.StartAsync(settings: Quick);
        var (process, address) = await festival.StartProcessAsync();
        await using var ending = process;
        using var staff = festival.Http(festival.OperatorToken);
        var hub = new Uri(address, "/hubs/room");
        var yucun = await RoomUser.ConnectAsync(hub, Token(festival, "yucun", "余村", "安吉县"));
        var lujia = await RoomUser.ConnectAsync(hub, Token(festival, "lujia", "鲁家村", "安吉县"));
        await Task.WhenAll(yucun.JoinAsync(Room), lujia.JoinAsync(Room));
        await Eventually.TrueAsync(async () => Names(await PageAsync(staff)).Count == 2, "both are there");
        var since = Since(await PageAsync(staff), "yucun");

        process.Kill();
        await yucun.ComeBackAsync(new Uri(festival.Address(), "/hubs/room"), Token(festival, "yucun", "余村", "安吉县"));
        await Eventually.TrueAsync(async () => Names(await PageAsync(staff)) is ["余村"], "only one is left");

        Assert.That(Since(await PageAsync(staff), "yucun"), Is.EqualTo(since));
        await yucun.DisposeAsync();
        await lujia.DisposeAsync();
    }

    [Test]
    public async Task When_Redis_loses_the_roster_it_is_written_again()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, settings: Quick);
        using var staff = festival.Http(festival.OperatorToken);
        await JoinAsync(festival, "yucun", "余村");
        await Eventually.TrueAsync(async () => Names(await PageAsync(staff)).Count == 1, "it is there");

        await redis.AskAsync("FLUSHALL");

        await Eventually.TrueAsync(async () => Names(await PageAsync(staff)) is ["余村"], "it is there again");
    }

    [Test]
    public async Task Attendance_says_when_a_site_was_first_and_last_seen_and_for_how_long()
    {
        await using var festival = await ChatFestival.StartAsync(settings: Quick);
        using var staff = festival.Http(festival.OperatorToken);
        await JoinAsync(festival, "plain", "余村");
        await JoinAsync(festival, "formula", "=1+1,\"x\"");
        await Eventually.TrueAsync(async () => (await CsvAsync(staff)).Count == 3, "both are on the sheet");

        var lines = await CsvAsync(staff);
        var plain = lines.Single(line => line.StartsWith("plain,", StringComparison.Ordinal)).Split(',');
        Assert.Multiple(() =>
        {
            Assert.That(lines[0], Is.EqualTo("site,name,village,county,province,first,last,minutes"));
            Assert.That(plain[1..5], Is.EqualTo(["余村", "余村", "安吉县", "浙江省"]));
            Assert.That(plain[5], Does.Match(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"));
            Assert.That(string.CompareOrdinal(plain[6], plain[5]), Is.GreaterThanOrEqualTo(0));
            Assert.That(plain[7], Is.EqualTo("0"));
            Assert.That(lines.Single(line => line.StartsWith("formula,", StringComparison.Ordinal)), Does.StartWith("formula,\"'=1+1,\"\"x\"\"\","));
        });
    }

    [TestCase("roster", null, 401, "auth.required")]
    [TestCase("roster", "guest", 403, "auth.forbidden")]
    [TestCase("roster/attendance", "guest", 403, "auth.forbidden")]
    [TestCase("roster", "site", 403, "auth.forbidden")]
    [TestCase("roster?order=age", "operator", 400, "roster.order")]
    [TestCase("roster?after=%21", "operator", 400, "roster.after")]
    [TestCase("roster/attendance?day=1", "operator", 400, "audience.day")]
    public async Task Callers_without_the_right_and_invalid_parameters_are_refused_with_their_code(string path, string? who, int status, string code)
    {
        await using var festival = await ChatFestival.StartAsync();
        using var http = festival.Http(who switch
        {
            "guest" => festival.GuestToken("ann"),
            "site" => Token(festival, "yucun", "余村", "安吉县"),
            "operator" => festival.OperatorToken,
            _ => null,
        });

        using var answer = await http.GetAsync(new Uri($"/api/v1/rooms/gushi/{path}", UriKind.Relative));

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo(code));
    }

    private static string Token(ChatFestival festival, string id, string name, string county) => festival.Token(
        new TokenSubject($"{TokenSubject.SitePrefix}{id}", name, [], [], $"site-{id}-1") { Location = new SiteLocation("浙江省", county, "余村") });

    private static async Task<RoomUser> JoinAsync(ChatFestival festival, string id, string name, int node = 0, string county = "安吉县")
    {
        var user = await festival.UserAsync(Token(festival, id, name, county), node);
        await user.JoinAsync(Room);
        return user;
    }

    private static async Task<JsonElement> PageAsync(HttpClient http, string query = "")
    {
        using var answer = await http.GetAsync(new Uri($"/api/v1/rooms/{Room}/roster{query}", UriKind.Relative));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<IReadOnlyList<string>> CsvAsync(HttpClient http) =>
        (await http.GetStringAsync(new Uri($"/api/v1/rooms/{Room}/roster/attendance", UriKind.Relative))).TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private static List<string> Names(JsonElement page) => [.. page.GetProperty("sites").EnumerateArray().Select(row => row.GetProperty("name").GetString()!)];

    private static DateTimeOffset Since(JsonElement page, string id) =>
        page.GetProperty("sites").EnumerateArray().Single(row => row.GetProperty("id").GetString() == id).GetProperty("since").GetDateTimeOffset();
}
