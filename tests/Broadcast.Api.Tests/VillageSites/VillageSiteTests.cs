using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using TestKit;

namespace Broadcast.Api.Tests.VillageSites;

public sealed class VillageSiteTests
{
    private const string Header = "name,village,county,province\n";

    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await ApiHost.StartAsync("--Sites:Most", "20010");

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_device_gets_a_ticket_for_its_key_that_says_which_site_it_is()
    {
        var key = await CreateAsync("yucun");

        var answer = await TicketAsync(key).OkAsync();

        var ticket = answer.GetProperty("ticket").GetString()!;
        var caller = await _host.Services.GetRequiredService<TokenReader>().ReadAsync(ticket, CancellationToken.None);
        var token = new JsonWebTokenHandler().ReadJsonWebToken(ticket);
        Assert.Multiple(() =>
        {
            Assert.That(key, Does.Match("^[0-9a-f]{40}$"));
            Assert.That(caller!.Id.Value, Is.EqualTo("site:yucun"));
            Assert.That(caller.Kind, Is.EqualTo(CallerKind.Site));
            Assert.That(caller.Name, Is.EqualTo("余村"));
            Assert.That(caller.Location, Is.EqualTo(new SiteLocation("浙江省", "安吉县", "余村")));
            Assert.That(token.ValidTo - token.IssuedAt, Is.EqualTo(TimeSpan.FromMinutes(30)));
            Assert.That(answer.GetProperty("site").GetProperty("county").GetString(), Is.EqualTo("安吉县"));
        });
    }

    [Test]
    public async Task A_key_is_shown_once_and_only_its_digest_is_kept()
    {
        var key = await CreateAsync("kept");
        await TicketAsync(key).OkAsync();
        var listed = await _host.Operator.GetStringAsync("/api/v1/sites?name=余村");

        var stored = await _host.StoredAsync();
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        Assert.Multiple(() =>
        {
            Assert.That(stored, Does.Contain(digest).And.Not.Contain(key));
            Assert.That(listed, Does.Contain("\"kept\"").And.Not.Contain(key).And.Not.Contain(digest));
            Assert.That(_host.Log.Text, Does.Not.Contain(key));
        });
    }

    [Test]
    public async Task A_replaced_key_is_refused_and_its_tickets_end()
    {
        var old = await CreateAsync("rotated");
        var ticket = (await TicketAsync(old).OkAsync()).GetProperty("ticket").GetString()!;

        var key = (await _host.Operator.PostAsync("/api/v1/sites/rotated/key", content: null).OkAsync()).GetProperty("deviceKey").GetString()!;

        await TicketAsync(old).RefusedAsync(HttpStatusCode.Unauthorized, "site.refused");
        await EndedAsync(ticket);
        var next = (await TicketAsync(key).OkAsync()).GetProperty("ticket").GetString()!;
        Assert.That(await _host.Services.GetRequiredService<TokenReader>().ReadAsync(next, CancellationToken.None), Is.Not.Null);
    }

    [Test]
    public async Task The_keys_of_a_revoked_and_a_removed_site_are_refused_and_the_id_stays_taken()
    {
        var revoked = await CreateAsync("revoked");
        var removed = await CreateAsync("removed");
        var tickets = new[] { await TicketAsync(revoked).OkAsync(), await TicketAsync(removed).OkAsync() };

        await _host.Operator.DeleteAsync("/api/v1/sites/revoked/key").OkAsync();
        await _host.Operator.DeleteAsync("/api/v1/sites/removed").OkAsync();

        await TicketAsync(revoked).RefusedAsync(HttpStatusCode.Unauthorized, "site.refused");
        await TicketAsync(removed).RefusedAsync(HttpStatusCode.Unauthorized, "site.refused");
        foreach (var ticket in tickets)
            await EndedAsync(ticket.GetProperty("ticket").GetString()!);
        await _host.Operator.PostAsync("/api/v1/sites", Draft("removed")).RefusedAsync(HttpStatusCode.Conflict, "site.exists");
        Assert.That(await _host.Operator.GetStringAsync("/api/v1/sites?retired=true"), Does.Contain("\"removed\""));
        Assert.That(await NotedAsync("removed"), Is.EqualTo(["retired", "made"]));
    }

    [Test]
    public async Task Sixteen_thousand_sites_come_from_one_file_and_each_gets_its_own_key()
    {
        var file = new StringBuilder("name,id,county,province,village\r\n");
        for (var i = 0; i < 16_000; i++)
            file.Append($"\"第{i}村, 学堂\",up-{i:00000},安吉县,浙江省,第{i}村\r\n");

        using var answer = await UploadAsync(file.ToString());
        var lines = (await answer.Content.ReadAsStringAsync()).TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var key = lines[16_000].Split(',')[^1];
        var ticket = await TicketAsync(key).OkAsync();
        var page = await _host.Operator.GetOkAsync("/api/v1/sites?after=up-15989&limit=5");

        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Headers.CacheControl!.NoStore, Is.True);
            Assert.That(lines, Has.Length.EqualTo(16_001));
            Assert.That(lines[0], Is.EqualTo("id,name,deviceKey"));
            Assert.That(lines[1], Does.StartWith("up-00000,\"第0村, 学堂\","));
            Assert.That(lines.Skip(1).Select(line => line.Split(',')[^1]), Is.Unique.And.All.Matches("^[0-9a-f]{40}$"), "a key came out of the sheet changed");
            Assert.That(ticket.GetProperty("viewer").GetString(), Is.EqualTo("site:up-15999"));
            Assert.That(page.GetProperty("sites").EnumerateArray().Select(site => site.GetProperty("id").GetString()), Is.EqualTo(Enumerable.Range(15_990, 5).Select(i => $"up-{i}")));
            Assert.That(page.GetProperty("next").GetString(), Is.EqualTo("up-15994"));
        });
    }

    [TestCase("id,name,village,county\n", "Row 1: the header has no column 'province'")]
    [TestCase("name,village,county,province\n", "There is no site in the file")]
    [TestCase("name,village,county,province\na,b,c,d\na,b,c\n", "Row 3: it has 3 columns, and the header 4.")]
    [TestCase("name,village,county,province\na,b,c,d\n,b,c,d\na,b,c,\u0007\n", "Row 3: 'name' must have 1-80 characters. Row 4: 'province'")]
    [TestCase("id,name,village,county,province\nx-1,a,b,c,d\nx-1,a,b,c,d\n", "Row 3: a site 'x-1' exists, or is in the file twice.")]
    [TestCase("id,name,village,county,province\nX 1,a,b,c,d\n", "Row 2: 'id' must have")]
    [TestCase("name,village,county,province\n\"a,b,c,d\n", "Row 2: it cannot be read")]
    public async Task A_file_with_a_fault_adds_nothing_and_says_which_row_it_is(string file, string says)
    {
        using var answer = await UploadAsync(file);

        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        var listed = await _host.Operator.GetOkAsync("/api/v1/sites?name=a");
        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo("site.upload"));
            Assert.That(problem.GetProperty("detail").GetString(), Does.Contain(says));
            Assert.That(!problem.TryGetProperty("rows", out var rows) || says.Contains($"Row {rows[0].GetProperty("row").GetInt32()}", StringComparison.Ordinal), Is.True, $"{problem}");
            Assert.That(listed.GetProperty("sites").GetArrayLength(), Is.Zero);
        });
    }

    [TestCase("", "x\n", 4_000_000, "at most 80000 lines")]
    [TestCase("", "x\n", 30_000, "Row 20002: an upload has at most 20000 rows")]
    [TestCase("\"", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", 70_000, "Row 2: it cannot be read")]
    [TestCase("a,b,c, \"d\"\"\n", "a,b,c,d\n", 70_000, "Row 2: it cannot be read")]
    public async Task A_file_that_would_be_much_work_is_refused(string first, string again, int times, string says)
    {
        using var answer = await UploadAsync(Header + first + string.Concat(Enumerable.Repeat(again, times)));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString(), Does.Contain(says));
    }

    [Test]
    public async Task Quotation_marks_within_a_row_are_read()
    {
        using var answer = await UploadAsync(Header + "\"q \"\"b\"\", c\",5\" 屏,c,\"d\"\n");

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("\"q \"\"b\"\", c\""));
    }

    [Test]
    public async Task A_file_that_is_no_UTF8_or_too_large_is_refused()
    {
        using var latin = new ByteArrayContent([.. "name,village,county,province\n"u8, 0xb0, 0xa1, (byte)',', (byte)'b', (byte)',', (byte)'c', (byte)',', (byte)'d']);
        await _host.Operator.PostAsync("/api/v1/sites/upload", latin).RefusedAsync(HttpStatusCode.BadRequest, "site.upload");

        using var large = new ByteArrayContent(new byte[8 * 1024 * 1024 + 1]);
        using var upload = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sites/upload") { Content = large };
        // The host refuses the file by its length, before it is sent.
        upload.Headers.ExpectContinue = true;
        await _host.Operator.SendAsync(upload).RefusedAsync(HttpStatusCode.BadRequest, "site.upload");
    }

    [Test]
    public async Task Only_operators_make_sites_and_only_they_and_auditors_see_them()
    {
        using var anchor = _host.Client(_host.Token(Roles.Anchor));
        using var auditor = _host.Client(_host.Token(Roles.Auditor));

        await anchor.PostAsync("/api/v1/sites", Draft("no")).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await _host.Anonymous.PostAsync("/api/v1/sites", Draft("no")).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        await anchor.GetAsync("/api/v1/sites").RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await auditor.GetOkAsync("/api/v1/sites");
        await auditor.PostAsync("/api/v1/sites/upload", content: null).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await _host.Operator.PostAsync("/api/v1/sites", new { name = "" }).RefusedAsync(HttpStatusCode.BadRequest, "site.invalid");
        await TicketAsync("").RefusedAsync(HttpStatusCode.Unauthorized, "site.refused");
        await CreateAsync("twice");
        await _host.Operator.PostAsync("/api/v1/sites", Draft("twice")).RefusedAsync(HttpStatusCode.Conflict, "site.exists");
    }

    [Test]
    public async Task A_renamed_site_keeps_its_key_and_its_next_ticket_has_the_new_name()
    {
        var key = await CreateAsync("renamed");

        await PutAsync("renamed", "新名", 1).OkAsync();
        var stale = await PutAsync("renamed", "旧名", 1).RefusedAsync(HttpStatusCode.Conflict, "site.conflict");
        var wrong = await PutAsync("renamed", "", 2).RefusedAsync(HttpStatusCode.BadRequest, "site.invalid");

        var answer = await TicketAsync(key).OkAsync();
        var noted = await NotedAsync("renamed");
        Assert.Multiple(() =>
        {
            Assert.That(answer.GetProperty("site").GetProperty("name").GetString(), Is.EqualTo("新名"));
            Assert.That(stale.GetProperty("site").GetProperty("name").GetString(), Is.EqualTo("新名"), "what somebody else has saved");
            Assert.That(wrong.GetProperty("fields")[0].GetProperty("field").GetString(), Is.EqualTo("name"));
            Assert.That(noted, Is.EqualTo(["changed", "made"]));
        });
    }

    [Test]
    public async Task A_retired_site_is_not_listed_its_key_ends_and_restored_it_takes_a_new_one()
    {
        var key = await CreateAsync("retired");
        var ticket = (await TicketAsync(key).OkAsync()).GetProperty("ticket").GetString()!;

        await _host.Operator.PostAsync("/api/v1/sites/retired/retire", content: null).OkAsync();
        var again = await _host.Operator.PostAsync("/api/v1/sites/retired/retire", content: null).OkAsync();

        await TicketAsync(key).RefusedAsync(HttpStatusCode.Unauthorized, "site.refused");
        await EndedAsync(ticket);
        await _host.Operator.PostAsync("/api/v1/sites/retired/key", content: null).RefusedAsync(HttpStatusCode.Conflict, "site.retired");
        await PutAsync("retired", "名", again.GetProperty("revision").GetInt64()).RefusedAsync(HttpStatusCode.Conflict, "site.retired");
        var offered = await _host.Operator.GetStringAsync("/api/v1/sites?name=余村");
        var retired = await _host.Operator.GetStringAsync("/api/v1/sites?retired=true");
        var back = await _host.Operator.PostAsync("/api/v1/sites/retired/restore", content: null).OkAsync();
        await TicketAsync(key).RefusedAsync(HttpStatusCode.Unauthorized, "site.refused");
        var next = (await _host.Operator.PostAsync("/api/v1/sites/retired/key", content: null).OkAsync()).GetProperty("deviceKey").GetString()!;
        await TicketAsync(next).OkAsync();
        var noted = await NotedAsync("retired");
        Assert.Multiple(() =>
        {
            Assert.That(offered, Does.Not.Contain("\"retired\""));
            Assert.That(retired, Does.Contain("\"retired\""));
            Assert.That(back.TryGetProperty("retiredAt", out _), Is.False);
            Assert.That(noted, Is.EqualTo(["changed", "restored", "retired", "made"]));
        });
    }

    private Task EndedAsync(string ticket) => Eventually.TrueAsync(
        async () => await _host.Services.GetRequiredService<TokenReader>().ReadAsync(ticket, CancellationToken.None) is null, "the ticket is refused");

    private async Task<string?[]> NotedAsync(string id) =>
        [.. (await _host.Operator.GetOkAsync($"/api/v1/audit?what=site&id={id}")).GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("action").GetString())];

    private Task<HttpResponseMessage> PutAsync(string id, string name, long revision) =>
        _host.Operator.PutAsync($"/api/v1/sites/{id}", Json(new { name, village = "余村", county = "安吉县", province = "浙江省", revision }));

    private static object Draft(string id) => new { id, name = "余村", village = "余村", county = "安吉县", province = "浙江省" };

    private async Task<string> CreateAsync(string id) => (await _host.Operator.PostAsync("/api/v1/sites", Draft(id)).OkAsync()).GetProperty("deviceKey").GetString()!;

    private Task<HttpResponseMessage> TicketAsync(string deviceKey) => _host.Anonymous.PostAsync("/api/v1/sites/ticket", new { deviceKey });

    private async Task<HttpResponseMessage> UploadAsync(string file)
    {
        using var content = new StringContent(file, Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));
        return await _host.Operator.PostAsync("/api/v1/sites/upload", content);
    }

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
