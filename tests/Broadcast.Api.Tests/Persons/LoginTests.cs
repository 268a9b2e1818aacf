using System.Net;
using System.Text.Json.Nodes;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Broadcast.Api.Tests.Persons;

/// <summary>Viewers who log in at a provider of OpenID Connect.</summary>
public sealed class LoginTests
{
    private SmallProvider _provider = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _provider = await SmallProvider.StartAsync();
        _host = await ApiHost.StartAsync(_provider.Settings);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Test]
    public async Task Who_logs_in_comes_back_as_the_person_of_that_issuer()
    {
        using var browser = Browser();
        var back = await ReturnAsync(browser, await ToProviderAsync(browser, "/watch/gushi"));

        var ticket = new JsonWebToken(Ticket(back, "/watch/gushi"));
        Assert.Multiple(() =>
        {
            Assert.That(ticket.Subject, Is.EqualTo(Caller.PersonId(_provider.Authority, "mei-7").Value));
            Assert.That(ticket.GetPayloadValue<string>("proof"), Is.EqualTo("issuer"));
            Assert.That(ticket.GetPayloadValue<string>("name"), Is.EqualTo("Mei"));
        });
        using var person = _host.Client(Ticket(back, "/watch/gushi"));
        await person.PostAsync("/api/v1/viewers/renewal", new { }).OkAsync();
    }

    [Test]
    public async Task An_answer_is_good_only_in_the_browser_that_was_sent_and_only_once()
    {
        using var mine = Browser();
        using var theirs = Browser();
        var answer = await ToProviderAsync(mine, "/watch/gushi");
        await ToProviderAsync(theirs, "/watch/gushi");

        Assert.That((await ReturnAsync(theirs, answer)).OriginalString, Does.EndWith("#person=refused"), "another browser's state");
        Assert.That((await ReturnAsync(mine, answer)).OriginalString, Does.Contain("#person=ey"));
        Assert.That((await ReturnAsync(mine, answer)).OriginalString, Does.EndWith("#person=refused"), "the state is used");
    }

    [TestCase("/api/v1/rooms/zhanyi/pins/zhanyi.0123456789abcdef/go", Description = "leads on to a shop, and a browser takes the fragment along")]
    [TestCase("//elsewhere.example/watch/gushi")]
    [TestCase("https://elsewhere.example/watch/gushi")]
    [TestCase("/watch/../api/v1/site")]
    [TestCase("/anchor")]
    public async Task Nobody_is_sent_with_a_ticket_to_anything_but_a_page_of_a_channel(string to)
    {
        using var browser = Browser();

        Assert.That((await ReturnAsync(browser, await ToProviderAsync(browser, to))).OriginalString, Does.StartWith("/#person=ey"));
    }

    [TestCase("nonce", "another")]
    [TestCase("nonce", null)]
    [TestCase("aud", "another")]
    [TestCase("iss", "https://another.example")]
    [TestCase("exp", null)]
    [TestCase("sub", null)]
    public async Task An_ID_token_that_is_not_for_this_login_is_refused(string claim, string? value)
    {
        _provider.Change = claims =>
        {
            claims.Remove(claim);
            if (value is not null)
                claims[claim] = JsonValue.Create(value);
        };
        try
        {
            using var browser = Browser();
            Assert.That((await ReturnAsync(browser, await ToProviderAsync(browser, "/"))).OriginalString, Is.EqualTo("/#person=refused"));
        }
        finally
        {
            _provider.Change = _ => { };
        }
    }

    [Test]
    public async Task An_ID_token_that_is_signed_with_another_key_is_refused()
    {
        using var browser = Browser();
        _provider.Forges = true;
        try
        {
            Assert.That((await ReturnAsync(browser, await ToProviderAsync(browser, "/"))).OriginalString, Is.EqualTo("/#person=refused"));
        }
        finally
        {
            _provider.Forges = false;
        }

        Assert.That((await ReturnAsync(browser, await ToProviderAsync(browser, "/"))).OriginalString, Does.StartWith("/#person=ey"), "the same login, by the provider's own key");
    }

    [TestCase("//evil.example")]
    [TestCase("https://evil.example")]
    [TestCase("/\\evil.example")]
    [TestCase("/watch/gushi?next=1|2")]
    public async Task Nobody_is_sent_elsewhere_with_a_ticket(string to)
    {
        using var browser = Browser();

        Assert.That((await ReturnAsync(browser, await ToProviderAsync(browser, to))).OriginalString, Does.StartWith("/#person=ey"));
    }

    [Test]
    public async Task Without_a_provider_there_is_no_login()
    {
        await using var host = await ApiHost.StartAsync();

        await host.Anonymous.GetAsync("/api/v1/viewers/login").RefusedAsync(HttpStatusCode.NotFound, "viewer.no_login");
    }

    /// <summary>Goes to the provider, and returns the address that it sends the browser back to.</summary>
    private static async Task<Uri> ToProviderAsync(HttpClient browser, string to)
    {
        using var sent = await browser.GetAsync(QueryHelpers.AddQueryString("/api/v1/viewers/login", "to", to));
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), await sent.Content.ReadAsStringAsync());
        using var answer = await browser.GetAsync(sent.Headers.Location);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        return answer.Headers.Location!;
    }

    private static async Task<Uri> ReturnAsync(HttpClient browser, Uri answer)
    {
        using var back = await browser.GetAsync(answer);
        Assert.That(back.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        return back.Headers.Location!;
    }

    private static string Ticket(Uri back, string path)
    {
        Assert.That(back.OriginalString, Does.StartWith($"{path}#person="));
        return back.OriginalString[$"{path}#person=".Length..];
    }

    /// <summary>A browser with cookies of its own.</summary>
    private HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = _host.Http };
}
