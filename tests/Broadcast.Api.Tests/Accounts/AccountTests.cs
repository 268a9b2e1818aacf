using System.Net;
using System.Net.Http.Json;
using Broadcast.Chat.Spine.Tokens;
using TestKit;

namespace Broadcast.Api.Tests.Accounts;

public sealed class AccountTests
{
    private const string Email = "first@festival.example";
    private const string Password = "a long enough one";
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await ApiHost.StartAsync(
        "--Accounts:FirstOperator:Email", Email, "--Accounts:FirstOperator:Password", Password, "--Accounts:SignInsPerAddress", "1000");

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task The_first_operator_signs_in_and_may_do_what_operators_may()
    {
        var answer = await SignInAsync(Email, Password).OkAsync();

        using var client = _host.Client(answer.GetProperty("token").GetString());
        var accounts = await client.GetOkAsync("/api/v1/accounts");
        Assert.Multiple(() =>
        {
            Assert.That(answer.GetProperty("roles").EnumerateArray().Select(role => role.GetString()), Is.EqualTo([Roles.Operator]));
            Assert.That(answer.GetProperty("expiresAt").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow.AddHours(12)).Within(TimeSpan.FromMinutes(1)));
            Assert.That(accounts.EnumerateArray().Select(account => account.GetProperty("email").GetString()), Does.Contain(Email));
        });
    }

    [TestCase(Email, "a wrong one of them")]
    [TestCase("nobody@festival.example", Password)]
    [TestCase("", "")]
    public Task A_wrong_name_and_a_wrong_password_get_the_same_answer(string user, string password) =>
        SignInAsync(user, password).RefusedAsync(HttpStatusCode.Unauthorized, "account.refused");

    [Test]
    public async Task A_signed_out_token_is_refused_from_then_on()
    {
        var token = (await SignInAsync(Email, Password).OkAsync()).GetProperty("token").GetString();
        using var client = _host.Client(token);

        await client.PostAsync("/api/v1/accounts/sign-out", content: null).OkAsync();

        await Eventually.TrueAsync(async () =>
        {
            using var answer = await client.GetAsync("/api/v1/accounts");
            return answer.StatusCode == HttpStatusCode.Unauthorized;
        }, "the token is refused");
        Assert.That(_host.Facts.RevokedSessions, Is.Not.Empty);
    }

    [Test]
    public async Task A_guest_has_no_session_to_end()
    {
        var ticket = await _host.Anonymous.PostAsync("/api/v1/tickets", new { name = "Lin" }).OkAsync();
        using var client = _host.Client(ticket.GetProperty("ticket").GetString());

        await client.PostAsync("/api/v1/accounts/sign-out", content: null).RefusedAsync(HttpStatusCode.BadRequest, "account.no_session");
    }

    [Test]
    public async Task A_removed_account_loses_its_sign_ins()
    {
        var made = await MakeAsync("leaves@festival.example", Roles.Operator).OkAsync();
        var token = (await SignInAsync("leaves@festival.example", Password).OkAsync()).GetProperty("token").GetString();
        using var client = _host.Client(token);

        await _host.Operator.DeleteAsync($"/api/v1/accounts/{made.GetProperty("id").GetString()}").OkAsync();

        await Eventually.TrueAsync(async () =>
        {
            using var answer = await client.GetAsync("/api/v1/accounts");
            return answer.StatusCode == HttpStatusCode.Unauthorized;
        }, "the token is refused");
        await SignInAsync("leaves@festival.example", Password).RefusedAsync(HttpStatusCode.Unauthorized, "account.refused");
    }

    [Test]
    public async Task An_anchor_carries_the_named_stages_and_may_not_do_what_operators_may()
    {
        await MakeAsync("anchor@festival.example", Roles.Anchor, "gushi", "suning").OkAsync();
        var answer = await SignInAsync("anchor@festival.example", Password).OkAsync();
        using var client = _host.Client(answer.GetProperty("token").GetString());

        Assert.That(answer.GetProperty("stages").EnumerateArray().Select(stage => stage.GetString()), Is.EqualTo(["gushi", "suning"]));
        await client.GetAsync("/api/v1/accounts").RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Test]
    public async Task An_account_is_made_once()
    {
        await MakeAsync("once@festival.example", Roles.Auditor).OkAsync();

        await MakeAsync("Once@festival.example", Roles.Auditor).RefusedAsync(HttpStatusCode.Conflict, "account.exists");
    }

    [TestCase("no address", "N", Password, Roles.Operator)]
    [TestCase("a@festival.example", "", Password, Roles.Operator)]
    [TestCase("a@festival.example", "N", "short", Roles.Operator)]
    [TestCase("a@festival.example", "N", Password, "king")]
    [TestCase("a@festival.example", "N", Password, null)]
    public Task A_faulty_account_is_refused(string email, string name, string password, string? role) =>
        _host.Operator.PostAsync("/api/v1/accounts", new { email, name, password, roles = role is null ? Array.Empty<string>() : [role] })
            .RefusedAsync(HttpStatusCode.BadRequest, "account.invalid");

    [Test]
    public Task Without_a_token_there_are_no_accounts_to_see() =>
        _host.Anonymous.GetAsync("/api/v1/accounts").RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");

    private Task<HttpResponseMessage> SignInAsync(string user, string password) =>
        _host.Anonymous.PostAsJsonAsync("/api/v1/accounts/sign-in", new { user, password });

    private Task<HttpResponseMessage> MakeAsync(string email, string role, params string[] stages) =>
        _host.Operator.PostAsync("/api/v1/accounts", new { email, name = "Someone", password = Password, roles = new[] { role }, stages });
}
