using System.Net;
using System.Text.Json.Nodes;
using Broadcast.Api.Inbox;
using Broadcast.Api.Persons;
using Broadcast.Api.Tests.Inbox;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Broadcast.Api.Tests.Persons;

/// <summary>Viewers who log in at a provider of OpenID Connect.</summary>
public sealed partial class LoginTests
{
    private static int _numbers;

    private SmallProvider _provider = null!;
    private CodeCatcher _codes = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _provider = await SmallProvider.StartAsync();
        _codes = await CodeCatcher.StartAsync();
        _host = await ApiHost.StartAsync(
            [.. _provider.Settings, .. _codes.Settings, "--Tokens:Issuers:0:Issuer", _provider.Authority, "--Tokens:Issuers:0:KeySet", $"{_provider.Authority}/keys",
             "--Proxy:Trusted:0", "127.0.0.0/8"]);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _codes.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [SetUp]
    public void LogInMei() => _provider.Subject = "mei-7";

    [Test]
    public async Task Who_logs_in_comes_back_as_the_person_of_that_issuer()
    {
        using var browser = Browser();
        var back = await browser.ReturnAsync(await ToProviderAsync(browser, "/watch/gushi"));

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

        Assert.That(await theirs.ReturnAsync(answer), Does.EndWith("#person=refused"), "another browser's state");
        Assert.That(await mine.ReturnAsync(answer), Does.Contain("#person=ey"));
        Assert.That(await mine.ReturnAsync(answer), Does.EndWith("#person=refused"), "the state is used");
    }

    [TestCase("/api/v1/rooms/zhanyi/pins/zhanyi.0123456789abcdef/go", Description = "leads on to a shop, and a browser takes the fragment along")]
    [TestCase("//elsewhere.example/watch/gushi")]
    [TestCase("https://elsewhere.example/watch/gushi")]
    [TestCase("/watch/../api/v1/site")]
    [TestCase("/anchor")]
    public async Task Nobody_is_sent_with_a_ticket_to_anything_but_a_page_of_a_channel(string to)
    {
        using var browser = Browser();

        Assert.That(await browser.ReturnAsync(await ToProviderAsync(browser, to)), Does.StartWith("/#person=ey"));
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
            Assert.That(await browser.ReturnAsync(await ToProviderAsync(browser, "/")), Is.EqualTo("/#person=refused"));
        }
        finally
        {
            _provider.Change = _ => { };
        }
    }

    [TestCase("cross-site", "/watch/gushi")]
    [TestCase("same-site", "/watch/gushi")]
    [TestCase("same-origin", null)]
    public async Task Another_site_sends_nobody_to_the_login(string from, string? to)
    {
        using var browser = Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{LoginBrowser.Start}?to=/watch/gushi");
        request.Headers.Add("Sec-Fetch-Site", from);

        using var answer = await browser.Http.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That((answer.Headers.Location!.OriginalString == "/watch/gushi", answer.Headers.Contains("Set-Cookie")), Is.EqualTo((to is not null, to is null)));
    }

    [Test]
    public async Task An_ID_token_that_is_signed_with_another_key_is_refused()
    {
        using var browser = Browser();
        _provider.Forges = true;
        try
        {
            Assert.That(await browser.ReturnAsync(await ToProviderAsync(browser, "/")), Is.EqualTo("/#person=refused"));
        }
        finally
        {
            _provider.Forges = false;
        }

        Assert.That(await browser.ReturnAsync(await ToProviderAsync(browser, "/")), Does.StartWith("/#person=ey"), "the same login, by the provider's own key");
    }

    [TestCase("//evil.example")]
    [TestCase("https://evil.example")]
    [TestCase("/\\evil.example")]
    [TestCase("/watch/gushi?next=1|2")]
    public async Task Nobody_is_sent_elsewhere_with_a_ticket(string to)
    {
        using var browser = Browser();

        Assert.That(await browser.ReturnAsync(await ToProviderAsync(browser, to)), Does.StartWith("/#person=ey"));
    }

    [Test]
    public async Task Over_https_the_cookie_is_of_this_host_alone()
    {
        using var browser = Browser(cookies: false);
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        using var sent = await browser.Http.GetAsync(LoginBrowser.Start);

        Assert.That(sent.Headers.GetValues("Set-Cookie").Single(), Does.StartWith("__Host-livefestival.login=").And.Contain("; path=/;").And.Contain("; secure").And.Contain("; httponly"));
    }

    [Test]
    public async Task Without_a_provider_there_is_no_login()
    {
        await using var host = await ApiHost.StartAsync();

        await host.Anonymous.GetAsync("/api/v1/viewers/login").RefusedAsync(HttpStatusCode.NotFound, "viewer.no_login");
    }

    /// <summary>Goes to the provider, and returns the address that it sends the browser back to.</summary>
    private static async Task<Uri> ToProviderAsync(LoginBrowser browser, string to) => await browser.LogInAsync(await browser.BeginAsync(to));

    /// <summary>Logs in as a subject of the provider, linking the login to the person of a ticket, if there is one; returns where that leads.</summary>
    private async Task<string> BackAsync(LoginBrowser browser, string subject, string? ticket = null)
    {
        _provider.Subject = subject;
        var address = ticket is null ? await browser.BeginAsync("/watch/gushi") : (await browser.StartAsync(ticket)).Address;
        Assert.That($"{address}".Contains("prompt=select_account", StringComparison.Ordinal), Is.EqualTo(ticket is not null), "who links a login chooses the account");
        return await browser.ReturnAsync(await browser.LogInAsync(address));
    }

    private async Task<JsonWebToken> LogInAsync(LoginBrowser browser, string subject, string? ticket = null) =>
        new(Ticket(await BackAsync(browser, subject, ticket), "/watch/gushi"));

    /// <summary>Signs in with a code, linking the address to the person of a ticket, if there is one.</summary>
    private async Task<JsonWebToken> SignInAsync(string to, string via = "sms", string? ticket = null)
    {
        using var client = _host.Client(ticket);
        var asked = await client.PostAsync("/api/v1/viewers/codes", new { to, via }).OkAsync();
        var person = await client.PostAsync("/api/v1/viewers", new { challenge = asked.GetProperty("challenge").GetString(), code = _codes.CodeFor(to) }).OkAsync();
        return new JsonWebToken(person.GetProperty("ticket").GetString());
    }

    private async Task AddToInboxAsync(string viewer)
    {
        await using var database = _host.Database();
        await using var transaction = await database.Database.BeginTransactionAsync();
        await _host.Services.GetRequiredService<InboxBook>().AddAsync(database, [InboxReader.Item(ViewerId.Parse(viewer), 1)], CancellationToken.None);
        await transaction.CommitAsync();
    }

    /// <summary>As an older build has made one.</summary>
    private async Task AddPersonAsync(ViewerId id, string subject)
    {
        await using var database = _host.Database();
        database.Add(new Person { Id = id, Name = "Wu", Issuer = _provider.Authority, Subject = subject, Since = DateTimeOffset.UtcNow });
        await database.SaveChangesAsync();
    }

    private async Task<int> ContactsAsync()
    {
        await using var database = _host.Database();
        return await database.Contacts.CountAsync();
    }

    private static string NewNumber() => $"+86137{Interlocked.Increment(ref _numbers):D8}";

    private static string Proof(JsonWebToken ticket) => ticket.GetPayloadValue<string>("proof");

    private static string Session(JsonWebToken ticket) => ticket.GetPayloadValue<string>("sid");

    private static string Ticket(string back, string path)
    {
        Assert.That(back, Does.StartWith($"{path}#person=ey"));
        return back[$"{path}#person=".Length..];
    }

    private LoginBrowser Browser(bool cookies = true) => new(_host.Http, cookies);
}
