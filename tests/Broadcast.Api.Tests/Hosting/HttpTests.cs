using System.Net;
using System.Net.WebSockets;
using System.Text;
using TestKit;

namespace Broadcast.Api.Tests.Hosting;

public sealed class HttpTests
{
    private const string Friend = "https://shop.example";
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await ApiHost.StartAsync("--Roles", "api,chat", "--Cors:Origins:0", Friend);

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task The_host_is_alive_ready_and_measured()
    {
        using var healthy = await _host.Anonymous.GetAsync("/healthz");
        var ready = await _host.Anonymous.GetOkAsync("/readyz");

        await Eventually.TrueAsync(
            async () => (await _host.Anonymous.GetStringAsync("/metrics")).Contains("livefestival_api_facts_writes", StringComparison.Ordinal), "our meters are in the metrics");
        Assert.Multiple(() =>
        {
            Assert.That(healthy.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(ready.GetProperty("ready").GetBoolean(), Is.True);
        });
    }

    [Test]
    public async Task The_OpenAPI_document_describes_the_calls()
    {
        var document = await _host.Anonymous.GetOkAsync("/openapi/v1.json");

        var calls = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(call => (path.Name, Call: call.Value))).ToList();
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.Multiple(() =>
        {
            Assert.That(calls.Select(call => call.Name), Does.Contain("/api/v1/festivals/{id}/rundown").And.Contain("/api/v1/tickets").And.Contain("/api/v1/stages/{stage}/key")
                .And.Contain("/api/v1/moderation/words").And.Contain("/api/v1/moderation/records").And.Contain("/api/v1/accounts/{id}/moderation"));
            Assert.That(
                calls.Where(call => call.Name.StartsWith("/api/v1/festivals", StringComparison.Ordinal) || call.Name.StartsWith("/api/v1/moderation", StringComparison.Ordinal)).Select(call => call.Call.TryGetProperty("summary", out _)), Has.All.True);
            Assert.That(schemas.GetProperty("SlotView").GetRawText(), Does.Contain("ISO 8601"));
            Assert.That(document.GetProperty("paths").GetProperty("/api/v1/products").GetProperty("post").GetRawText(), Does.Contain("\"security\""), "operators' calls ask for a token");
            Assert.That(schemas.GetProperty("SlotId").GetProperty("type").GetString(), Is.EqualTo("string"), "ids travel as plain strings");
        });
    }

    [Test]
    public async Task The_documentation_page_loads_nothing_from_elsewhere()
    {
        var page = await _host.Anonymous.GetStringAsync("/docs/");

        Assert.That(page, Does.Contain("<script").And.Contain("documentElement.lang = 'en'").And.Not.Match("""(src|href)="(https?:)?//"""));
    }

    [Test]
    public Task An_unknown_path_of_the_API_is_told_as_a_problem() =>
        _host.Anonymous.GetAsync("/api/v1/nothing").RefusedAsync(HttpStatusCode.NotFound, "path.unknown");

    [Test]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tickets");
        request.Content = new StringContent($$"""{"name":"{{new string('x', 300_000)}}"}""", Encoding.UTF8, "application/json");
        // The host refuses the body by its length, before it is sent.
        request.Headers.ExpectContinue = true;

        await _host.Anonymous.SendAsync(request).RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [Test]
    public async Task Answers_have_security_headers()
    {
        using var page = await _host.Anonymous.GetAsync("/");
        using var embedded = await _host.Anonymous.GetAsync("/embed/festival");

        Assert.Multiple(() =>
        {
            Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("frame-ancestors 'self'").And.Contain("media-src 'self' blob:"));
            Assert.That(embedded.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("frame-ancestors *"));
            Assert.That(page.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
            Assert.That(page.Headers.Contains("Server"), Is.False);
        });
    }

    [TestCase(Friend, true)]
    [TestCase("https://evil.example", false)]
    public async Task Pages_of_listed_origins_may_call_the_API(string origin, bool allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/v1/tickets");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");

        using var answer = await _host.Anonymous.SendAsync(request);

        Assert.That(answer.Headers.Contains("Access-Control-Allow-Origin"), Is.EqualTo(allowed));
    }

    [TestCase(Friend, HttpStatusCode.SwitchingProtocols)]
    [TestCase(null, HttpStatusCode.SwitchingProtocols)]
    [TestCase("https://evil.example", HttpStatusCode.Forbidden)]
    public async Task Pages_of_listed_origins_may_open_the_hub(string? origin, HttpStatusCode status)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);

        try
        {
            await socket.ConnectAsync(Hub(await TicketAsync()), CancellationToken.None);
        }
        catch (WebSocketException) when (status != HttpStatusCode.SwitchingProtocols)
        {
            // Only the status is checked.
        }

        Assert.That(socket.HttpStatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task No_token_is_in_the_log_whatever_its_level()
    {
        var ticket = await TicketAsync();
        using var client = _host.Client(ticket);
        using (await client.GetAsync("/api/v1/accounts"))
        using (await _host.Anonymous.PostAsync($"/hubs/room/negotiate?negotiateVersion=1&access_token={ticket}", content: null))
        using (await _host.Anonymous.GetAsync($"/api/v1/site?token={ticket}"))
        using (var socket = new ClientWebSocket())
            await socket.ConnectAsync(Hub(ticket), CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(_host.Log.Text, Does.Contain("Microsoft.AspNetCore"), "the framework's debug log is kept");
            Assert.That(_host.Log.Text, Does.Not.Contain(ticket));
        });
    }

    [Test]
    public async Task The_site_says_what_guests_may_do()
    {
        var site = await _host.Anonymous.GetOkAsync("/api/v1/site");

        Assert.Multiple(() =>
        {
            Assert.That(site.GetProperty("demo").GetBoolean(), Is.False);
            Assert.That(site.GetProperty("guests").EnumerateArray().Select(word => word.GetString()), Is.EqualTo(["read", "like"]));
        });
    }

    private Uri Hub(string ticket) => new($"ws://{_host.Http.Authority}/hubs/room?access_token={ticket}");

    private async Task<string> TicketAsync() =>
        (await _host.Anonymous.PostAsync("/api/v1/tickets", new { name = "Lin" }).OkAsync()).GetProperty("ticket").GetString()!;
}
