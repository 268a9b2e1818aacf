using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Api.Tests.Accounts;

public sealed class ModeratorAccountTests
{
    private const string Password = "a long enough one";
    private ApiHost _host = null!;
    private int _made;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await ApiHost.StartAsync("--Accounts:SignInsPerAddress", "1000");

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_moderator_made_without_rights_or_stages_has_all_rights_in_all_rooms()
    {
        var made = await MakeAsync(new { roles = new[] { Roles.Moderator } }).OkAsync();

        var caller = await CallerAsync(await SignInAsync(made));

        Assert.Multiple(() =>
        {
            Assert.That(Words(made, "moderates"), Is.EqualTo(ModerationRights.All));
            Assert.That(caller!.Moderates, Is.EquivalentTo(ModerationRights.All));
            Assert.That(ModerationRights.IsEverywhere(caller), Is.True);
        });
    }

    [Test]
    public async Task A_moderator_has_the_named_rights_in_the_named_stages_rooms()
    {
        var made = await MakeAsync(new { roles = new[] { Roles.Moderator }, moderates = new[] { "timeout", "remove", "remove" }, stages = new[] { "gushi" } }).OkAsync();

        var signedIn = await SignInAsync(made);

        var caller = await CallerAsync(signedIn);
        Assert.Multiple(() =>
        {
            Assert.That(Words(signedIn, "moderates"), Is.EqualTo(["remove", "timeout"]));
            Assert.That(Words(signedIn, "stages"), Is.EqualTo(["gushi"]));
            Assert.That(caller!.Moderates, Is.EquivalentTo(["remove", "timeout"]));
            Assert.That(ModerationRights.IsEverywhere(caller), Is.False);
        });
    }

    [TestCase(Roles.Moderator, "rule")]
    [TestCase(Roles.Anchor, "ban")]
    [TestCase(Roles.Operator, "words")]
    public async Task Unknown_rights_and_rights_for_other_roles_are_refused(string role, string right)
    {
        using var answer = await MakeAsync(new { roles = new[] { role }, moderates = new[] { right } });

        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo("account.invalid"));
            Assert.That(problem.GetProperty("detail").GetString(), Does.StartWith("'moderates'"));
        });
    }

    [Test]
    public async Task Changed_rights_end_the_sign_ins_and_are_in_the_next_token()
    {
        var made = await MakeAsync(new { roles = new[] { Roles.Moderator } }).OkAsync();
        var before = await SignInAsync(made);

        var changed = await ChangeAsync(made, new { moderates = new[] { "remove" }, stages = new[] { "suning" } }).OkAsync();

        await Eventually.TrueAsync(async () => await CallerAsync(before) is null, "the old token is refused");
        var caller = await CallerAsync(await SignInAsync(made));
        Assert.Multiple(() =>
        {
            Assert.That(Words(changed, "moderates"), Is.EqualTo(["remove"]));
            Assert.That(caller!.Moderates, Is.EquivalentTo(["remove"]));
            Assert.That(caller.Stages, Is.EquivalentTo(["suning"]));
        });
    }

    [Test]
    public async Task A_change_keeps_what_it_leaves_out_and_an_empty_list_removes_all_rights()
    {
        var made = await MakeAsync(new { roles = new[] { Roles.Moderator }, moderates = new[] { "ban" }, stages = new[] { "gushi" } }).OkAsync();

        var moved = await ChangeAsync(made, new { stages = Array.Empty<string>() }).OkAsync();
        var disarmed = await ChangeAsync(made, new { moderates = Array.Empty<string>() }).OkAsync();

        Assert.Multiple(() =>
        {
            Assert.That(Words(moved, "moderates"), Is.EqualTo(["ban"]));
            Assert.That(Words(moved, "stages"), Is.Empty);
            Assert.That(Words(disarmed, "moderates"), Is.Empty);
        });
    }

    [Test]
    public async Task Only_operators_change_rights_and_faulty_changes_change_nothing()
    {
        var made = await MakeAsync(new { roles = new[] { Roles.Moderator } }).OkAsync();
        var anchor = await MakeAsync(new { roles = new[] { Roles.Anchor } }).OkAsync();
        var signedIn = await SignInAsync(made);
        using var self = _host.Client(signedIn.GetProperty("token").GetString());

        await self.PutAsJsonAsync(Path(made), new { stages = Array.Empty<string>() }).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await ChangeAsync(made, new { moderates = new[] { "rule" } }).RefusedAsync(HttpStatusCode.BadRequest, "account.invalid");
        await ChangeAsync(made, new { moderates = new[] { "ban" }, stages = new[] { "No Stage" } }).RefusedAsync(HttpStatusCode.BadRequest, "account.invalid");
        await ChangeAsync(anchor, new { moderates = new[] { "ban" } }).RefusedAsync(HttpStatusCode.BadRequest, "account.invalid");
        await _host.Operator.PutAsJsonAsync("/api/v1/accounts/nobody/moderation", new { }).RefusedAsync(HttpStatusCode.NotFound, "account.unknown");
        Assert.That((await CallerAsync(signedIn))!.Moderates, Is.EquivalentTo(ModerationRights.All), "the sign-in goes on");
    }

    private static string?[] Words(JsonElement view, string list) => [.. view.GetProperty(list).EnumerateArray().Select(word => word.GetString())];

    private static string Path(JsonElement account) => $"/api/v1/accounts/{account.GetProperty("id").GetString()}/moderation";

    private Task<HttpResponseMessage> ChangeAsync(JsonElement account, object body) => _host.Operator.PutAsJsonAsync(Path(account), body);

    private async Task<Caller?> CallerAsync(JsonElement signedIn) =>
        await _host.Services.GetRequiredService<TokenReader>().ReadAsync(signedIn.GetProperty("token").GetString()!, CancellationToken.None);

    private Task<JsonElement> SignInAsync(JsonElement account) =>
        _host.Anonymous.PostAsync("/api/v1/accounts/sign-in", new { user = account.GetProperty("email").GetString(), password = Password }).OkAsync();

    private Task<HttpResponseMessage> MakeAsync(object part)
    {
        var body = JsonSerializer.SerializeToNode(part)!.AsObject();
        (body["email"], body["name"], body["password"]) = ($"moderator{++_made}@festival.example", "Someone", Password);
        return _host.Operator.PostAsync("/api/v1/accounts", body);
    }
}
