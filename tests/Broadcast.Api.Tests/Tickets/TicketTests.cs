using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Broadcast.Api.Tests.Tickets;

public sealed class TicketTests
{
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await ApiHost.StartAsync("--Tickets:PerAddress", "1000");

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_ticket_names_a_guest_for_twelve_hours()
    {
        var answer = await RequestTicketAsync("  小林  ").OkAsync();

        var token = new JsonWebToken(answer.GetProperty("ticket").GetString());
        Assert.Multiple(() =>
        {
            Assert.That(token.Subject, Is.EqualTo(answer.GetProperty("viewer").GetString()).And.StartsWith("guest:"));
            Assert.That(token.GetPayloadValue<string>("name"), Is.EqualTo("小林"));
            Assert.That(token.ValidTo, Is.EqualTo(DateTime.UtcNow.AddHours(12)).Within(TimeSpan.FromMinutes(1)));
            Assert.That(answer.GetProperty("expiresAt").GetDateTimeOffset().UtcDateTime, Is.EqualTo(token.ValidTo).Within(TimeSpan.FromSeconds(1)));
            Assert.That(token.Claims.Where(claim => claim.Type == "roles"), Is.Empty);
        });
    }

    [Test]
    public async Task A_ticket_that_is_still_good_is_renewed_for_the_same_guest()
    {
        var first = await RequestTicketAsync("小林").OkAsync();

        using var guest = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tickets") { Content = JsonContent.Create(new { name = "小林" }) };
        guest.Headers.Authorization = new AuthenticationHeaderValue("Bearer", first.GetProperty("ticket").GetString());
        using var second = await _host.Anonymous.SendAsync(guest);
        var renewed = await second.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(renewed.GetProperty("viewer").GetString(), Is.EqualTo(first.GetProperty("viewer").GetString()));
        Assert.That(Session(renewed), Is.EqualTo(Session(first)), "revoking one ticket revokes the other");

        static string Session(JsonElement ticket) => new JsonWebToken(ticket.GetProperty("ticket").GetString()).GetPayloadValue<string>("sid");
    }

    [TestCase("x")]
    [TestCase("一二三四五六七八九十一二三四五六七八九十")]
    [TestCase("👩‍👩‍👧‍👦 家")]
    public Task A_visible_name_is_accepted(string name) => RequestTicketAsync(name).OkAsync();

    [TestCase(null)]
    [TestCase("")]
    [TestCase("   ")]
    [TestCase("a\u0007b")]
    [TestCase("\u202Egnal")]
    [TestCase("\u200B")]
    [TestCase("\u200D")]
    [TestCase("a\nb")]
    [TestCase("123456789012345678901")]
    public Task An_invisible_or_long_name_is_refused(string? name) => RequestTicketAsync(name).RefusedAsync(HttpStatusCode.BadRequest, "ticket.name");

    [Test]
    public async Task A_body_that_is_no_JSON_is_refused()
    {
        using var content = new StringContent("{", System.Text.Encoding.UTF8, "application/json");

        await _host.Anonymous.PostAsync("/api/v1/tickets", content).RefusedAsync(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Test]
    public async Task An_address_gets_a_limited_number_of_tickets_a_minute_and_is_told_when_to_try_again()
    {
        await using var host = await ApiHost.StartAsync("--Tickets:PerAddress", "3");
        for (var i = 0; i < 3; i++)
            await host.Anonymous.PostAsync("/api/v1/tickets", new { name = "Lin" }).OkAsync();

        using var refused = await host.Anonymous.PostAsJsonAsync("/api/v1/tickets", new { name = "Lin" });

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("ticket.too_many"));
        });
    }

    private Task<HttpResponseMessage> RequestTicketAsync(string? name) => _host.Anonymous.PostAsJsonAsync("/api/v1/tickets", new { name });
}
