using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcast.Api.Tests.Tickets;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.SignalR.Client;
using TestKit;

namespace Broadcast.Api.Tests.Persons;

/// <summary>An operator ends what an issuer's login has issued to one person, for example when their phone was stolen.</summary>
public sealed class PersonRevocationTests
{
    private const string Path = "/api/v1/persons/revocations";
    private PersonLogin _login = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _login = await PersonLogin.StartAsync();
        _host = await ApiHost.StartAsync(["--Roles", "api,chat", .. _login.Settings]);
        await _host.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _login.DisposeAsync();
    }

    [Test]
    public async Task Tokens_that_were_issued_before_are_refused_and_their_connections_closed_and_later_ones_are_good()
    {
        var old = Token("mei", ("iat", Seconds(-600)));
        var silent = Token("mei");
        await using var connection = await _host.ConnectAsync(old);
        await _host.KnowsAsync(silent);

        await RevokeAsync("mei").OkAsync();

        await RefusedAsync(old);
        await _host.RefusesAsync(old);
        await _host.RefusesAsync(silent);
        await Eventually.TrueAsync(() => connection.State == HubConnectionState.Disconnected, "the open connection is closed");
        await _host.KnowsAsync(Token("mei", ("iat", Seconds(30))));
    }

    [Test]
    public async Task What_plays_a_protected_channel_is_revoked_too_and_may_come_from_a_token_without_a_foreseeable_end()
    {
        await using var host = await ApiHost.StartAsync(
            ["--Roles", "all", "--Demo", "false", "--Ingest:Rtmp:Port", "0", "--Ingest:Playback:Channels:gushi", "ticket", .. _login.Settings]);
        await host.CreateFestivalAsync();
        using var person = host.Client(Token("player", ("iat", Seconds(-600)), ("exp", 253402300800)));
        await Eventually.TrueAsync(() => host.Facts.Stages.Count == 2, "the channels are known");
        var granted = await Eventually.ValueAsync(() => GrantAsync(person), "the person may play");
        using var player = host.Client(granted);
        await player.GetAsync("/api/v1/channels/gushi/playback").OkAsync();

        await host.Operator.PostAsync(Path, new { issuer = PersonLogin.Shop, sub = "player" }).OkAsync();

        await Eventually.TrueAsync(async () =>
        {
            using var answer = await player.GetAsync("/api/v1/channels/gushi/playback");
            return answer.StatusCode == HttpStatusCode.Forbidden;
        }, "the channel is refused");
    }

    [Test]
    public async Task Nobody_else_is_touched()
    {
        await RevokeAsync("bo").OkAsync();
        await RefusedAsync(Token("bo", ("iat", Seconds(-1))));

        await _host.KnowsAsync(Token("bob", ("iat", Seconds(-600))));
        await _host.KnowsAsync(PersonLogin.Sign(PersonLogin.Login, _login.Es256, ("sub", "bo"), ("iat", Seconds(-600))));
    }

    [Test]
    public async Task A_moment_may_be_named_and_an_earlier_one_changes_nothing()
    {
        var early = Token("wu", ("iat", Seconds(-7200)));
        var late = Token("wu", ("iat", Seconds(-1800)));

        await RevokeAsync("wu", DateTimeOffset.UtcNow.AddHours(-1)).OkAsync();
        await RefusedAsync(early);
        await _host.KnowsAsync(late);
        var again = await RevokeAsync("wu", DateTimeOffset.UtcNow.AddHours(-3)).OkAsync();

        Assert.That(again.GetProperty("issuedBefore").GetDateTimeOffset(), Is.GreaterThan(DateTimeOffset.UtcNow.AddHours(-2)));
        await _host.RefusesAsync(early);
    }

    [Test]
    public async Task A_token_that_claims_to_be_issued_tomorrow_does_not_escape()
    {
        await RevokeAsync("zhao").OkAsync();

        await RefusedAsync(Token("zhao", ("iat", Seconds(24 * 60 * 60))));
        await _host.RefusesAsync(Token("zhao", ("iat", Seconds(0) * 1000)));
    }

    [Test]
    public async Task A_revocation_is_listed_and_can_be_taken_back()
    {
        var made = await RevokeAsync("lin").OkAsync();
        var viewer = made.GetProperty("viewer").GetString();
        var token = Token("lin");
        await RefusedAsync(token);

        var listed = (await _host.Operator.GetOkAsync($"{Path}?limit=200")).GetProperty("revocations").EnumerateArray().Single(one => one.GetProperty("viewer").GetString() == viewer);
        await _host.Operator.DeleteAsync($"{Path}/{viewer}").OkAsync();

        Assert.Multiple(() =>
        {
            Assert.That(listed.GetProperty("issuer").GetString(), Is.EqualTo(PersonLogin.Shop));
            Assert.That(listed.GetProperty("sub").GetString(), Is.EqualTo("lin"));
            Assert.That(listed.GetProperty("by").GetString(), Is.EqualTo("staff:test"));
        });
        await Eventually.TrueAsync(async () => await StatusAsync(token) == HttpStatusCode.BadRequest, "the token is good again");
        await _host.Operator.DeleteAsync($"{Path}/{viewer}").RefusedAsync(HttpStatusCode.NotFound, "person.unknown");
    }

    [Test]
    public async Task The_list_comes_page_by_page()
    {
        for (var i = 0; i < 5; i++)
            await RevokeAsync($"page-{i}").OkAsync();

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await _host.Operator.GetOkAsync($"{Path}?limit=2{(after is null ? "" : $"&after={after}")}");
            seen.AddRange(page.GetProperty("revocations").EnumerateArray().Select(one => one.GetProperty("sub").GetString()!));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        Assert.That(seen, Is.Unique.And.SupersetOf(Enumerable.Range(0, 5).Select(i => $"page-{i}")));
    }

    [Test]
    public async Task What_names_nobody_is_refused()
    {
        await _host.Operator.PostAsync(Path, new { issuer = "https://nobody.example", sub = "x" }).RefusedAsync(HttpStatusCode.BadRequest, "person.issuer");
        await _host.Operator.PostAsync(Path, new { issuer = TokenSigner.Issuer, sub = "x" }).RefusedAsync(HttpStatusCode.BadRequest, "person.issuer");
        await _host.Operator.PostAsync(Path, new { issuer = PersonLogin.Shop, sub = " " }).RefusedAsync(HttpStatusCode.BadRequest, "person.invalid");
        await _host.Operator.PostAsync(Path, new { issuer = PersonLogin.Shop }).RefusedAsync(HttpStatusCode.BadRequest, "person.invalid");
        await _host.Operator.PostAsync(Path, new { issuer = PersonLogin.Shop, sub = new string('x', 2000) }).RefusedAsync(HttpStatusCode.BadRequest, "person.invalid");
        await RevokeAsync("later", DateTimeOffset.UtcNow.AddHours(1)).RefusedAsync(HttpStatusCode.BadRequest, "person.invalid");
        await _host.Operator.DeleteAsync($"{Path}/person:{new string('0', 32)}").RefusedAsync(HttpStatusCode.NotFound, "person.unknown");
    }

    [Test]
    public async Task Only_operators_may()
    {
        using var moderator = _host.Client(_host.ModeratorToken([.. ModerationRights.All]));
        await moderator.PostAsync(Path, new { issuer = PersonLogin.Shop, sub = "x" }).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await moderator.GetAsync(Path).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await _host.Anonymous.GetAsync(Path).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
    }

    /// <summary>Null while the channel is not there yet.</summary>
    private static async Task<string?> GrantAsync(HttpClient person)
    {
        using var answer = await person.PostAsync("/api/v1/channels/gushi/playback", content: null);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        return JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement.GetProperty("token").GetString();
    }

    private Task<HttpResponseMessage> RevokeAsync(string subject, DateTimeOffset? issuedBefore = null) =>
        _host.Operator.PostAsync(Path, new { issuer = PersonLogin.Shop, sub = subject, issuedBefore });

    private string Token(string subject, params (string Claim, JsonNode? Value)[] claims) => _login.OfShop([("sub", subject), .. claims]);

    private static long Seconds(int fromNow) => DateTimeOffset.UtcNow.AddSeconds(fromNow).ToUnixTimeSeconds();

    private Task RefusedAsync(string token) => Eventually.TrueAsync(async () => await StatusAsync(token) == HttpStatusCode.Unauthorized, "the token is refused");

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var client = _host.Client(token);
        using var answer = await client.PostAsync("/api/v1/accounts/sign-out", content: null);
        return answer.StatusCode;
    }
}
