using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Spine.Tokens;
using TestKit;

namespace Broadcast.Api.Tests.Guests;

/// <summary>What guests may do, as operators decide it.</summary>
public sealed class GuestTests
{
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync();
        await _host.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task The_setting_holds_until_an_operator_decides_and_rooms_and_pages_are_told()
    {
        var before = await _host.Anonymous.GetOkAsync("/api/v1/festivals/festival/guests");

        var decided = await _host.Operator.PutAsJsonAsync("/api/v1/festivals/festival/guests", new { guests = new[] { "answer", "read", "chat" }, revision = 0 }).OkAsync();
        var again = await _host.Operator.PutAsJsonAsync("/api/v1/festivals/festival/guests", new { guests = new[] { "read", "chat" }, revision = 1 }).OkAsync();

        await Eventually.TrueAsync(() => _host.Facts.Guests.Any(guests => guests.Festival.Value == "festival" && guests.Rights.SequenceEqual(["read", "chat"], StringComparer.Ordinal)), "the facts have it");
        var site = await _host.Anonymous.GetOkAsync("/api/v1/site");
        Assert.Multiple(() =>
        {
            Assert.That(before.GetRawText(), Is.EqualTo("""{"guests":["read","like"],"decided":false,"revision":0}"""));
            Assert.That(decided.GetRawText(), Is.EqualTo("""{"guests":["read","chat","answer"],"decided":true,"revision":1}"""));
            Assert.That(again.GetRawText(), Is.EqualTo("""{"guests":["read","chat"],"decided":true,"revision":2}"""));
            Assert.That(site.GetProperty("guests").GetRawText(), Is.EqualTo("""["read","chat"]"""));
        });
    }

    [Test]
    public async Task Of_two_who_decide_the_second_gets_what_holds_now()
    {
        await _host.Operator.PostAsync("/api/v1/festivals", new { id = "two", name = "节" }).OkAsync();
        await _host.Operator.PutAsJsonAsync("/api/v1/festivals/two/guests", new { guests = new[] { "read" }, revision = 0 }).OkAsync();

        using var refused = await _host.Operator.PutAsJsonAsync("/api/v1/festivals/two/guests", new { guests = new[] { "read", "like" }, revision = 0 });
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        await _host.Operator.PutAsJsonAsync("/api/v1/festivals/two/guests", new { guests = new[] { "read", "like" } }).RefusedAsync(HttpStatusCode.BadRequest, "guests.invalid");

        Assert.Multiple(() =>
        {
            Assert.That((refused.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.Conflict, "guests.conflict")));
            Assert.That(problem.GetProperty("guests").GetRawText(), Is.EqualTo("""{"guests":["read"],"decided":true,"revision":1}"""));
        });
    }

    [Test]
    public async Task Only_operators_decide_and_only_what_there_is()
    {
        using var anchor = _host.Client(_host.Token(Roles.Anchor));

        await anchor.PutAsJsonAsync("/api/v1/festivals/festival/guests", new { guests = Array.Empty<string>(), revision = 0 }).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await _host.Operator.PutAsJsonAsync("/api/v1/festivals/festival/guests", new { guests = new[] { "fly" }, revision = 0 }).RefusedAsync(HttpStatusCode.BadRequest, "guests.invalid");
        await _host.Operator.PutAsJsonAsync("/api/v1/festivals/none/guests", new { guests = Array.Empty<string>(), revision = 0 }).RefusedAsync(HttpStatusCode.NotFound, "festival.unknown");
    }
}
