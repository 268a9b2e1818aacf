using System.Net;
using System.Text.Json.Nodes;
using Broadcast.Chat.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Broadcast.Api.Tests.Tickets;

/// <summary>From when until when a person's token is good, by <c>nbf</c> and <c>exp</c> (RFC 7519, 4.1.4 and 4.1.5), and that it names somebody.</summary>
public sealed class PersonTimeTests
{
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

    [TestCase("nbf", 24 * 60 * 60)]
    [TestCase("nbf", 120)]
    [TestCase("exp", -65)]
    [TestCase("exp", -24 * 60 * 60)]
    public Task A_token_of_tomorrow_and_one_of_yesterday_are_refused(string claim, int seconds) => _host.RefusesAsync(_login.OfShop((claim, FromNow(seconds))));

    [TestCase("nbf", 30)]
    [TestCase("nbf", -30)]
    [TestCase("exp", -20)]
    public Task Clocks_may_differ_by_a_minute(string claim, int seconds) => _host.KnowsAsync(_login.OfShop((claim, FromNow(seconds))));

    [Test]
    public async Task A_connection_whose_token_ran_out_by_less_than_a_minute_stays()
    {
        await using var hub = await _host.ConnectAsync(_login.OfShop(("exp", FromNow(-20))));

        // Each looks again whether the token has ended.
        for (var i = 0; i < 3; i++)
            await hub.InvokeAsync<JoinResult>("Join", "gushi", null);
        Assert.That(hub.State, Is.EqualTo(HubConnectionState.Connected));
    }

    [TestCase("253402300799")]
    [TestCase("253402300800", Description = "1 January 10000")]
    [TestCase("9007199254740991")]
    public async Task A_token_may_end_beyond_the_year_9999(string expires)
    {
        var token = _login.OfShop(("exp", JsonNode.Parse(expires)));

        await _host.KnowsAsync(token);
        await using var hub = await _host.ConnectAsync(token);
        var renewed = await hub.InvokeAsync<Renewed>("Refresh", token);
        Assert.That(renewed.ExpiresAt, Is.EqualTo(253402300799_000));
    }

    [TestCase("9223372036854775807")]
    [TestCase("9223372036854775808")]
    [TestCase("1e300")]
    public async Task An_end_that_is_no_date_at_all_is_no_fault_of_ours(string expires)
    {
        using var client = _host.Client(Raw("exp", expires));
        using var answer = await client.PostAsync("/api/v1/accounts/sign-out", content: null);

        Assert.That(answer.StatusCode, Is.AnyOf(HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized));
    }

    [TestCase("-1")]
    [TestCase("\"tomorrow\"")]
    [TestCase("{}")]
    [TestCase("[]")]
    public Task A_token_whose_end_is_no_time_is_refused(string expires) => _host.RefusesAsync(Raw("exp", expires));

    [TestCase("\"tomorrow\"")]
    [TestCase("1e300")]
    [TestCase("9223372036854775807")]
    [TestCase("{}")]
    public Task A_token_whose_beginning_is_no_time_is_refused(string begins) => _host.RefusesAsync(Raw("nbf", begins));

    [Test]
    public Task A_token_without_an_end_is_refused() => _host.RefusesAsync(_login.OfShop(("exp", null)));

    [Test]
    public async Task A_time_may_have_a_fraction() => await _host.KnowsAsync(_login.OfShop(("exp", DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds() + 0.5)));

    [TestCase("\"\"")]
    [TestCase("\"  \"")]
    [TestCase("[]")]
    [TestCase("{}")]
    public async Task A_token_that_names_nobody_is_refused_at_every_door(string subject)
    {
        var token = Raw("sub", subject);

        await _host.RefusesAsync(token);
        await using var hub = await _host.ConnectAsync(_login.OfShop());
        var refused = await Assert.CatchAsync<HubException>(() => hub.InvokeAsync<Renewed>("Refresh", token));
        Assert.That(refused!.Message, Does.Contain("auth.required"));
    }

    [Test]
    public Task A_token_without_a_subject_is_refused() => _host.RefusesAsync(_login.OfShop(("sub", null)));

    private static long FromNow(int seconds) => DateTimeOffset.UtcNow.AddSeconds(seconds).ToUnixTimeSeconds();

    private string Raw(string claim, string value) => _login.OfShop((claim, JsonNode.Parse(value)));
}
