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
public sealed class LoginTests
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
    public async Task Who_has_a_telephone_and_logs_in_then_stays_one_person_with_the_stronger_proof_and_the_same_inbox()
    {
        var number = NewNumber();
        var phone = await SignInAsync(number);
        await AddToInboxAsync(phone.Subject);
        using var browser = Browser();

        var linked = await LogInAsync(browser, "hua-1", phone.EncodedToken);
        using var elsewhere = Browser();
        var later = await LogInAsync(elsewhere, "hua-1");
        var again = await SignInAsync(number);

        Assert.Multiple(() =>
        {
            Assert.That(new[] { linked, later, again }.Select(ticket => ticket.Subject), Is.All.EqualTo(phone.Subject));
            Assert.That(new[] { phone, linked, later, again }.Select(Proof), Is.EqualTo((string[])["telephone", "issuer", "issuer", "telephone"]));
            Assert.That(Session(linked), Is.EqualTo(Session(phone)), "the same sign-in goes on");
        });
        using var reader = _host.Client(later.EncodedToken);
        Assert.That(InboxReader.Positions(await reader.GetOkAsync("/api/v1/my/inbox")), Is.EqualTo((long[])[1]));
        // The telephone is still theirs alone.
        await SignInAsync("hua@example.org", "email", again.EncodedToken);
    }

    [Test]
    public async Task Who_logs_in_and_links_a_telephone_then_is_one_person_however_they_come()
    {
        var number = NewNumber();
        using var browser = Browser();
        var first = await LogInAsync(browser, "lin-2");

        var linked = await SignInAsync(number, "sms", first.EncodedToken);
        var phone = await SignInAsync(number);
        var again = await LogInAsync(browser, "lin-2", phone.EncodedToken);

        Assert.Multiple(() =>
        {
            Assert.That(new[] { linked, phone, again }.Select(ticket => ticket.Subject), Is.All.EqualTo(first.Subject));
            Assert.That(new[] { linked, phone, again }.Select(Proof), Is.EqualTo((string[])["issuer", "telephone", "issuer"]));
        });
    }

    [TestCase(true)]
    [TestCase(false, Description = "came before logins were contacts")]
    public async Task A_login_of_another_person_stays_theirs(bool contact)
    {
        var subject = $"wu-{contact}";
        var theirs = Caller.PersonId(_provider.Authority, subject);
        using var browser = Browser();
        if (contact)
            await LogInAsync(browser, subject);
        else
            await AddPersonAsync(theirs, subject);
        var mine = await SignInAsync(NewNumber());
        var before = await ContactsAsync();

        var back = await BackAsync(browser, subject, mine.EncodedToken);

        Assert.That(back, Is.EqualTo("/watch/gushi#person=refused&code=viewer.contact_taken"));
        Assert.That(await ContactsAsync(), Is.EqualTo(before), "nothing is linked");
        Assert.That((await LogInAsync(browser, subject)).Subject, Is.EqualTo(theirs.Value), "and they find what is theirs");
    }

    [Test]
    public async Task A_mailbox_alone_links_no_login_to_who_has_a_telephone()
    {
        var phone = await SignInAsync(NewNumber());
        await SignInAsync("zhao@example.org", "email", phone.EncodedToken);
        var weak = await SignInAsync("zhao@example.org", "email");
        using var browser = Browser();

        Assert.That(await BackAsync(browser, "zhao-3", weak.EncodedToken), Does.EndWith("#person=refused&code=viewer.weak"));
        Assert.That((await LogInAsync(browser, "zhao-3", phone.EncodedToken)).Subject, Is.EqualTo(weak.Subject));
    }

    [Test]
    public async Task Nobody_is_put_into_the_way_of_somebody_elses_login()
    {
        var (mine, theirs) = (await SignInAsync(NewNumber()), await SignInAsync(NewNumber()));
        using var me = Browser(cookies: false);
        using var them = Browser(cookies: false);
        _provider.Subject = "bo-4";
        var (_, cookie) = await me.StartAsync(mine.EncodedToken);
        var (address, other) = await them.StartAsync(theirs.EncodedToken);
        var answer = await them.LogInAsync(address);

        var forged = $"{other[..other.LastIndexOf("%7C", StringComparison.Ordinal)]}{cookie[cookie.LastIndexOf("%7C", StringComparison.Ordinal)..]}";
        Assert.That(await them.ReturnAsync(answer, forged), Does.EndWith("#person=refused"), "sealed for another state");
        Assert.That(await them.ReturnAsync(answer, cookie), Does.EndWith("#person=refused"), "another state");

        Assert.That(new JsonWebToken((await them.ReturnAsync(answer, other)).Split("#person=")[1]).Subject, Is.EqualTo(theirs.Subject));
    }

    [Test]
    public async Task Who_signs_out_while_they_are_at_the_login_links_nothing()
    {
        var phone = await SignInAsync(NewNumber());
        using var browser = Browser();
        _provider.Subject = "qian-5";
        var answer = await browser.LogInAsync((await browser.StartAsync(phone.EncodedToken)).Address);
        using var signedIn = _host.Client(phone.EncodedToken);
        await signedIn.DeleteAsync("/api/v1/viewers/session").OkAsync();

        Assert.That(await browser.ReturnAsync(answer), Does.EndWith("#person=refused&code=auth.required"));
        Assert.That((await LogInAsync(browser, "qian-5")).Subject, Is.EqualTo(Caller.PersonId(_provider.Authority, "qian-5").Value));
    }

    [Test]
    public async Task Revoking_a_login_ends_the_tickets_of_the_person_that_it_is_linked_to()
    {
        var phone = await SignInAsync(NewNumber());
        using var browser = Browser();
        using var person = _host.Client((await LogInAsync(browser, "sun-6", phone.EncodedToken)).EncodedToken);

        var revoked = await _host.Operator.PostAsync("/api/v1/persons/revocations", new { issuer = _provider.Authority, sub = "sun-6" }).OkAsync();
        using var renewed = await person.PostAsync("/api/v1/viewers/renewal", new { });

        Assert.That((int)renewed.StatusCode, Is.InRange(400, 499));
        Assert.That(revoked.GetProperty("viewer").GetString(), Is.EqualTo(Caller.PersonId(_provider.Authority, "sun-6").Value));
        await _host.Operator.DeleteAsync($"/api/v1/persons/revocations/{phone.Subject}").OkAsync();
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
