using Broadcast.Api.Tests.Inbox;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Broadcast.Api.Tests.Persons;

/// <summary>Logins that are linked to persons who come by a telephone or a mailbox too.</summary>
public sealed partial class LoginTests
{
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
}
