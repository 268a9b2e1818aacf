using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Ingest.Tests.Playout;
using Broadcast.Ingest.Tests.Rtmp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit;

namespace Broadcast.Ingest.Tests.Playback;

/// <summary>Two protected channels and an open one, over HTTP.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class PlaybackTests
{
    private const string Shop = "https://shop.example";
    private readonly CapturedLog _log = new();
    private ChannelsHost _host;
    private HttpClient _stranger;

    [OneTimeSetUp]
    public async Task Start()
    {
        _host = await ChannelsHost.StartAsync(builder =>
        {
            builder.Configuration["Ingest:Playback:Channels:zhanyi"] = "ticket";
            builder.Configuration["Ingest:Playback:Channels:festival"] = "ticket";
            builder.Configuration["Ingest:Playback:Channels:gushi"] = "open";
            builder.Configuration["Ingest:Playback:Origins:0"] = Shop;
            builder.Logging.AddProvider(_log).SetMinimumLevel(LogLevel.Trace);
        });
        _stranger = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = _host.Http };
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _stranger.Dispose();
        await _host.DisposeAsync();
        _log.Dispose();
    }

    [TestCase("/live/zhanyi/index.m3u8")]
    [TestCase("/live/zhanyi/plain.m3u8?from=1795485600000")]
    [TestCase("/live/zhanyi/ll.m3u8")]
    [TestCase("/live/zhanyi/init/0.mp4")]
    [TestCase("/live/zhanyi/0/s1.m4s")]
    [TestCase("/live/zhanyi/replays/one.m3u8")]
    [TestCase("/live/zhanyi/replays/one.mp4")]
    [TestCase("/live/zhanyi.flv")]
    [TestCase("/LIVE/zhanyi/index.m3u8")]
    public async Task Nothing_of_a_protected_channel_is_given_without_a_token(string path)
    {
        using var answer = await _stranger.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await CodeAsync(answer), Is.EqualTo("playback.required"));
        Assert.That(answer.Headers.CacheControl!.NoStore, Is.True);
    }

    [Test]
    public async Task An_open_channel_asks_for_nothing_and_is_for_every_page()
    {
        using var answer = await _stranger.GetAsync("/live/gushi/index.m3u8");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { "*" }));
    }

    [Test]
    public async Task The_cookie_that_a_ticket_gives_plays_the_channel_under_the_urls_that_everyone_has()
    {
        using var viewer = _host.Client(Roles.Auditor);
        using var granted = await viewer.PostAsync("/api/v1/channels/zhanyi/playback", null);
        var cookies = granted.Headers.GetValues("Set-Cookie").ToList();
        Assert.That(cookies[0], Does.Contain("path=/live/zhanyi;").And.Contain("httponly").And.Contain("samesite=lax"));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/live/zhanyi/index.m3u8") { Headers = { { "Cookie", cookies[0].Split(';')[0] } } };
        using var played = await _stranger.SendAsync(request);
        var text = await played.Content.ReadAsStringAsync();

        Assert.That(played.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(text, Does.Contain("\nll.m3u8\n").And.Not.Contain("token"));
        Assert.That((played.Headers.CacheControl!.Private, played.Headers.CacheControl.Public), Is.EqualTo((true, false)), "no shared cache keeps it");
    }

    [Test]
    public async Task A_token_in_the_header_plays_its_channel_and_no_other()
    {
        var token = await TokenAsync("zhanyi");

        Assert.That((await GetAsync("/live/zhanyi/ll.m3u8", token)).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await GetAsync("/live/festival/ll.m3u8", token), Is.EqualTo((HttpStatusCode.Forbidden, "playback.other_channel")));
        Assert.That(await GetAsync($"/live/zhanyi/ll.m3u8?token={token}", null), Is.EqualTo((HttpStatusCode.Unauthorized, "playback.required")));
        Assert.That(await GetAsync("/live/zhanyi/ll.m3u8", token[..^4] + "AAAA"), Is.EqualTo((HttpStatusCode.Unauthorized, "playback.invalid")));
    }

    [Test]
    public async Task A_ticket_is_no_playback_token_and_a_playback_token_no_ticket()
    {
        using var viewer = _host.Client(Roles.Operator);
        var ticket = viewer.DefaultRequestHeaders.Authorization!.Parameter!;
        var token = await TokenAsync("zhanyi");

        Assert.That(await GetAsync("/live/zhanyi/ll.m3u8", ticket), Is.EqualTo((HttpStatusCode.Unauthorized, "playback.invalid")));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/channels/zhanyi/playback") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await _stranger.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task An_edge_can_ask_whether_a_token_may_play()
    {
        var token = await TokenAsync("festival");

        Assert.That((await GetAsync("/api/v1/channels/festival/playback", token)).Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await GetAsync("/api/v1/channels/festival/playback", null)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await GetAsync("/api/v1/channels/gushi/playback", null)).Status, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task Only_named_origins_may_play_with_credentials()
    {
        var token = await TokenAsync("zhanyi");

        using var shop = await FromAsync(Shop);
        using var other = await FromAsync("https://elsewhere.example");

        Assert.That(shop.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { Shop }));
        Assert.That(shop.Headers.GetValues("Access-Control-Allow-Credentials"), Is.EqualTo(new[] { "true" }));
        Assert.That(shop.Headers.Vary, Does.Contain("Origin").And.Contain("Accept-Encoding"));
        Assert.That(other.Headers.Contains("Access-Control-Allow-Origin"), Is.False);

        async Task<HttpResponseMessage> FromAsync(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/live/zhanyi/full.m3u8")
            {
                Headers = { { "Origin", origin }, { "Authorization", $"Bearer {token}" } },
            };
            return await _stranger.SendAsync(request);
        }
    }

    [Test]
    public async Task An_ended_session_plays_no_more_and_no_token_was_ever_logged()
    {
        var token = await TokenAsync("zhanyi", "ended");
        Assert.That((await GetAsync("/live/zhanyi/ll.m3u8", token)).Status, Is.EqualTo(HttpStatusCode.OK));

        await _host.RevokeAsync("ended");

        Assert.That(await GetAsync("/live/zhanyi/ll.m3u8", token), Is.EqualTo((HttpStatusCode.Forbidden, "playback.revoked")));
        Assert.That(_log.All.Count(), Is.GreaterThan(0));
        Assert.That(_log.All.Where(line => line.Contains(token.Split('.')[2], StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Who_watches_over_http_flv_is_cut_off_when_the_token_or_the_session_ends()
    {
        using var expiring = await WatchAsync(await TokenAsync("zhanyi", lifetime: TimeSpan.FromSeconds(3)));
        using var revoked = await WatchAsync(await TokenAsync("zhanyi", "left"));
        using var lasting = await WatchAsync(await TokenAsync("zhanyi"));

        await _host.RevokeAsync("left");

        await Task.WhenAll(CutOffAsync(expiring), CutOffAsync(revoked));
        Assert.That(await (await lasting.Content.ReadAsStreamAsync()).ReadAsync(new byte[1]), Is.EqualTo(1));

        async Task<HttpResponseMessage> WatchAsync(string token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/live/zhanyi.flv") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            return (await _stranger.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();
        }

        static async Task CutOffAsync(HttpResponseMessage watched)
        {
            var copying = (await watched.Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null);
            Assert.That(await Task.WhenAny(copying, Task.Delay(Eventually.Patience)), Is.SameAs(copying), "it still gets the channel");
            Assert.That(async () => await copying, Throws.InstanceOf<IOException>().Or.InstanceOf<HttpRequestException>(), "the player sees a broken connection, not an end");
        }
    }

    private async Task<string> TokenAsync(string channel, string session = "session", TimeSpan? lifetime = null)
    {
        var ticket = _host.Services.GetRequiredService<TokenSigner>().Sign(new TokenSubject("guest:one", "One", [], [], session), lifetime ?? TimeSpan.FromMinutes(5));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/channels/{channel}/playback") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", ticket) } };
        using var granted = await _stranger.SendAsync(request);
        var answer = await granted.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.GetProperty("expiresAt").GetDateTimeOffset(), Is.LessThanOrEqualTo(DateTimeOffset.UtcNow.AddMinutes(5)), "not longer than the ticket");
        return answer.GetProperty("token").GetString()!;
    }

    private async Task<(HttpStatusCode Status, string? Code)> GetAsync(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _stranger.SendAsync(request);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? null : await CodeAsync(answer));
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
