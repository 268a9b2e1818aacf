using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broadcast.Api.Persons;
using Broadcast.Api.Tests.Tickets;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using TestKit;

namespace Broadcast.Api.Tests.Persons;

/// <summary>Viewers who sign in with a code: who is the same person, and what a code is good for.</summary>
public sealed class CodeSignInTests
{
    private static int _numbers;

    private PersonLogin _login = null!;
    private CodeCatcher _codes = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _login = await PersonLogin.StartAsync();
        _codes = await CodeCatcher.StartAsync();
        _host = await ApiHost.StartAsync(["--Roles", "api,chat", .. _login.Settings, .. _codes.Settings]);
        await _host.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _codes.DisposeAsync();
        await _login.DisposeAsync();
    }

    [Test]
    public async Task Two_devices_are_one_person_however_the_number_is_typed()
    {
        var phone = await SignInAsync("138 0013 8000", "+8613800138000", "sms", name: "小林");
        var tablet = await SignInAsync("+86-138-0013-8000", "+8613800138000", "sms");

        var token = new JsonWebToken(phone.GetProperty("ticket").GetString());
        Assert.Multiple(() =>
        {
            Assert.That(Viewer(phone), Does.StartWith("person:").And.EqualTo(token.Subject));
            Assert.That(Viewer(tablet), Is.EqualTo(Viewer(phone)));
            Assert.That(tablet.GetProperty("name").GetString(), Is.EqualTo("小林"), "the same person finds what is theirs");
            Assert.That(token.GetPayloadValue<string>("proof"), Is.EqualTo("telephone"));
            Assert.That(phone.GetProperty("expiresAt").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow.AddDays(7)).Within(TimeSpan.FromMinutes(1)));
            Assert.That(new JsonWebToken(Ticket(tablet)).GetPayloadValue<string>("sid"), Is.Not.EqualTo(token.GetPayloadValue<string>("sid")));
        });
        await _host.KnowsAsync(Ticket(phone));
    }

    [Test]
    public async Task The_answer_is_the_same_whether_an_address_is_known_or_not()
    {
        var number = NewNumber();
        var before = await AskAsync(number, "sms");
        await SignInAsync(number, number, "sms");
        var after = await AskAsync(number, "sms");

        Assert.That(after.EnumerateObject().Select(member => member.Name), Is.EqualTo(before.EnumerateObject().Select(member => member.Name)).And.EqualTo((string[])["challenge", "expiresAt"]));
        Assert.That(after.GetProperty("challenge").GetString(), Has.Length.GreaterThanOrEqualTo(22), "128 bits at least");
        Assert.That(before.GetProperty("expiresAt").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow.AddMinutes(10)).Within(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public async Task A_code_is_good_once_and_only_with_its_own_challenge()
    {
        var number = NewNumber();
        var own = Challenge(await AskAsync(number, "sms"));
        var code = _codes.CodeFor(number);
        var other = Challenge(await AskAsync(NewNumber(), "sms"));

        await RefusedAsync(other, code);
        await _host.Anonymous.PostAsync("/api/v1/viewers", new { challenge = own, code }).OkAsync();
        await RefusedAsync(own, code);
        await RefusedAsync("no-such-challenge", code);
        await RefusedAsync(null, null);
    }

    [Test]
    public async Task A_code_dies_after_five_tries()
    {
        var number = NewNumber();
        var challenge = Challenge(await AskAsync(number, "sms"));
        var code = _codes.CodeFor(number);

        await Task.WhenAll(Enumerable.Range(0, SignInChallenge.Most).Select(_ => RefusedAsync(challenge, code == "000000" ? "000001" : "000000")));

        await RefusedAsync(challenge, code);
    }

    [Test]
    public async Task A_telephone_and_a_mailbox_of_one_human_are_one_person()
    {
        var number = NewNumber();
        var person = await SignInAsync(number, number, "sms");
        using var signedIn = _host.Client(Ticket(person));

        var linked = await SignInAsync("Mei@Bücher.Example", "mei@xn--bcher-kva.example", "email", signedIn);
        var later = await SignInAsync("mei@bücher.example", "mei@xn--bcher-kva.example", "email");

        Assert.Multiple(() =>
        {
            Assert.That((Viewer(linked), Viewer(later)), Is.EqualTo((Viewer(person), Viewer(person))));
            Assert.That((linked.GetProperty("proof").GetString(), Session(linked)), Is.EqualTo(("telephone", Session(person))), "the same sign-in goes on");
            Assert.That(later.GetProperty("proof").GetString(), Is.EqualTo("email"), "what this sign-in has proved, and not what the person has ever given");
        });
    }

    [Test]
    public async Task Who_comes_by_mailbox_proves_their_telephone_again_and_adds_no_other_before_that()
    {
        var (number, other) = (NewNumber(), NewNumber());
        var person = await SignInAsync(number, number, "sms");
        using var phone = _host.Client(Ticket(person));
        await SignInAsync("hua@example.org", "hua@example.org", "email", phone);
        var weak = await SignInAsync("hua@example.org", "hua@example.org", "email");
        using var mailbox = _host.Client(Ticket(weak));

        var challenge = Challenge(await AskAsync(other, "sms"));
        await mailbox.PostAsync("/api/v1/viewers", new { challenge, code = _codes.CodeFor(other) }).RefusedAsync(HttpStatusCode.Forbidden, "viewer.weak");
        var raised = await SignInAsync(number, number, "sms", mailbox);
        using var strong = _host.Client(Ticket(raised));
        var renewed = await strong.PostAsync("/api/v1/viewers/renewal", new { }).OkAsync();

        Assert.Multiple(() =>
        {
            Assert.That((Viewer(raised), Session(raised)), Is.EqualTo((Viewer(person), Session(weak))), "one person, and the same sign-in");
            Assert.That(new[] { weak, raised, renewed }.Select(one => one.GetProperty("proof").GetString()), Is.EqualTo((string[])["email", "telephone", "telephone"]));
        });
    }

    [Test]
    public async Task A_mailbox_alone_is_the_weakest_proof()
    {
        var person = await SignInAsync("lin@example.org", "lin@example.org", "email");

        Assert.That(person.GetProperty("proof").GetString(), Is.EqualTo("email"));
    }

    [Test]
    public async Task A_contact_of_somebody_else_stays_theirs()
    {
        var (mine, theirs) = (NewNumber(), NewNumber());
        var me = await SignInAsync(mine, mine, "sms");
        var they = await SignInAsync(theirs, theirs, "sms");
        using var signedIn = _host.Client(Ticket(me));
        var challenge = Challenge(await AskAsync(theirs, "sms"));

        await signedIn.PostAsync("/api/v1/viewers", new { challenge, code = _codes.CodeFor(theirs) }).RefusedAsync(HttpStatusCode.Conflict, "viewer.contact_taken");

        var again = await _host.Anonymous.PostAsync("/api/v1/viewers", new { challenge, code = _codes.CodeFor(theirs) }).OkAsync();
        Assert.That(Viewer(again), Is.EqualTo(Viewer(they)), "the code is still good for who signs in with it");
    }

    [Test]
    public async Task A_person_of_an_issuer_may_link_a_telephone_and_come_back_with_it()
    {
        var number = NewNumber();
        using var shopper = _host.Client(_login.OfShop(("sub", "shopper-1")));
        var linked = await SignInAsync(number, number, "sms", shopper);
        var later = await SignInAsync(number, number, "sms");

        Assert.Multiple(() =>
        {
            Assert.That(Viewer(linked), Is.EqualTo(Caller.PersonId(PersonLogin.Shop, "shopper-1").Value), "as rooms know the shop's login");
            Assert.That(Viewer(later), Is.EqualTo(Viewer(linked)));
            Assert.That(later.GetProperty("name").GetString(), Is.EqualTo("Mei"));
            Assert.That((linked.GetProperty("proof").GetString(), later.GetProperty("proof").GetString()), Is.EqualTo(("issuer", "telephone")));
        });
    }

    [Test]
    public async Task A_new_number_that_signs_in_from_many_devices_at_once_is_one_person()
    {
        var number = NewNumber();
        var challenges = new List<(string? Challenge, string Code)>();
        for (var i = 0; i < 6; i++)
            challenges.Add((Challenge(await AskAsync(number, "sms")), _codes.CodeFor(number)));

        var persons = await Task.WhenAll(challenges.Select(one => _host.Anonymous.PostAsync("/api/v1/viewers", new { challenge = one.Challenge, code = one.Code }).OkAsync()));

        Assert.That(persons.Select(Viewer).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_ticket_is_renewed_for_the_same_person_and_ends_when_they_sign_out()
    {
        var number = NewNumber();
        var person = await SignInAsync(number, number, "sms");
        using var signedIn = _host.Client(Ticket(person));
        var renewed = await signedIn.PostAsync("/api/v1/viewers/renewal", new { }).OkAsync();
        await using var hub = await _host.ConnectAsync(Ticket(person));

        using var left = await signedIn.DeleteAsync("/api/v1/viewers/session");

        Assert.That((Viewer(renewed), Session(renewed)), Is.EqualTo((Viewer(person), Session(person))));
        Assert.That(left.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        await Eventually.TrueAsync(async () => (await signedIn.PostAsJsonAsync("/api/v1/viewers/renewal", new { })).StatusCode == HttpStatusCode.Unauthorized, "the ticket has ended");
        await Eventually.TrueAsync(() => hub.State == Microsoft.AspNetCore.SignalR.Client.HubConnectionState.Disconnected, "its connection is closed");
        await _host.RefusesAsync(Ticket(renewed));
    }

    [Test]
    public async Task A_token_that_is_over_makes_no_second_person_of_who_brings_it_and_the_code_stays_good()
    {
        var number = NewNumber();
        var challenge = Challenge(await AskAsync(number, "sms"));
        using var late = _host.Client("a-token-that-is-over");

        await late.PostAsync("/api/v1/viewers", new { challenge, code = _codes.CodeFor(number) }).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");

        await _host.Anonymous.PostAsync("/api/v1/viewers", new { challenge, code = _codes.CodeFor(number) }).OkAsync();
    }

    [Test]
    public async Task A_person_of_a_code_is_revoked_by_the_id_that_rooms_know()
    {
        var number = NewNumber();
        var stolen = await SignInAsync(number, number, "sms");
        using var thief = _host.Client(Ticket(stolen));

        await _host.Operator.PostAsync("/api/v1/persons/revocations", new { viewer = Viewer(stolen) }).OkAsync();
        // At once, whatever the nodes know yet: a new ticket would be newer than the revocation.
        using var renewed = await thief.PostAsJsonAsync("/api/v1/viewers/renewal", new { });

        Assert.That((int)renewed.StatusCode, Is.InRange(400, 499));
        await Eventually.TrueAsync(async () => (await thief.PostAsJsonAsync("/api/v1/viewers/renewal", new { })).StatusCode == HttpStatusCode.Unauthorized, "the ticket has ended");
        await _host.Operator.PostAsync("/api/v1/persons/revocations", new { viewer = "guest:0123456789abcdef" }).RefusedAsync(HttpStatusCode.BadRequest, "person.invalid");
    }

    [Test]
    public async Task Guests_and_persons_of_issuers_have_no_session_here()
    {
        var guest = await _host.Anonymous.PostAsync("/api/v1/tickets", new { name = "Lin" }).OkAsync();
        foreach (var token in (string[])[guest.GetProperty("ticket").GetString()!, _login.OfShop()])
        {
            using var client = _host.Client(token);
            await client.DeleteAsync("/api/v1/viewers/session").RefusedAsync(HttpStatusCode.BadRequest, "viewer.no_session");
            await client.PostAsync("/api/v1/viewers/renewal", new { }).RefusedAsync(HttpStatusCode.BadRequest, "viewer.no_session");
        }
    }

    [TestCase("13800138000", "telegram", "viewer.via")]
    [TestCase("13800138000", null, "viewer.via")]
    [TestCase(null, "sms", "viewer.to")]
    [TestCase("12", "sms", "viewer.to")]
    [TestCase("+86 10 6552 9988", "sms", "viewer.to", Description = "a telephone on a wall gets no text messages")]
    [TestCase("mei", "email", "viewer.to")]
    [TestCase("mei@localhost", "email", "viewer.to")]
    [TestCase("a b@example.org", "email", "viewer.to")]
    public Task What_is_no_address_is_refused(string? to, string? via, string code) =>
        _host.Anonymous.PostAsync("/api/v1/viewers/codes", new { to, via }).RefusedAsync(HttpStatusCode.BadRequest, code);

    [TestCase("")]
    [TestCase("客服")]
    public async Task A_name_that_a_guest_may_not_take_is_refused_and_the_code_stays_good(string name)
    {
        var number = NewNumber();
        var challenge = Challenge(await AskAsync(number, "sms"));
        var code = _codes.CodeFor(number);

        await _host.Anonymous.PostAsync("/api/v1/viewers", new { challenge, code, name }).RefusedAsync(HttpStatusCode.BadRequest, name.Length == 0 ? "ticket.name" : "ticket.reserved");
        await _host.Anonymous.PostAsync("/api/v1/viewers", new { challenge, code, name = "小林" }).OkAsync();
    }

    [Test]
    public async Task The_database_has_no_address_and_no_code()
    {
        var number = NewNumber();
        await SignInAsync(number, number, "sms");
        var challenge = Challenge(await AskAsync(number, "sms"));

        await using var database = _host.Database();
        var kept = JsonSerializer.Serialize(new { contacts = await database.Contacts.ToListAsync(), challenges = await database.SignInChallenges.ToListAsync() });

        Assert.That(kept, Does.Not.Contain(number[3..]).And.Not.Contain($"\"{_codes.CodeFor(number)}\"").And.Not.Contain(challenge!));
        Assert.That(_host.Log.Text, Does.Not.Contain(number[3..]).And.Not.Contain(challenge!), "nor has the log");
    }

    /// <summary>A copy of the database does not give away codes. Without the key, somebody who knows the challenge could try all million codes against what is stored.</summary>
    [Test]
    public async Task A_stored_code_is_found_only_with_the_key()
    {
        var number = NewNumber();
        var challenge = Challenge(await AskAsync(number, "sms"))!;
        var (code, id) = (_codes.CodeFor(number), Sha256(challenge));

        await using var database = _host.Database();
        var stored = (await database.SignInChallenges.SingleAsync(known => known.Id == id)).Code;
        var other = new ContactKey(Options.Create(new PersonOptions { ContactKey = Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray()) }));

        Assert.That(stored, Is.EqualTo(_host.Services.GetRequiredService<ContactKey>().OfCode(challenge, code)));
        Assert.That(((string[])[Sha256(code), Sha256($"{challenge}{code}"), Sha256($"{challenge}\n{code}"), Sha256($"code\n{challenge}\n{code}"), other.OfCode(challenge, code)]), Has.None.EqualTo(stored));

        static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Signs in from an address.</summary>
    /// <param name="to">As a viewer types it.</param>
    /// <param name="known">As the sender gets it.</param>
    /// <param name="via">sms or email.</param>
    /// <param name="client">Who signs in; somebody without a token when left out.</param>
    /// <param name="name">The name to go by.</param>
    private async Task<JsonElement> SignInAsync(string to, string known, string via, HttpClient? client = null, string? name = null)
    {
        var challenge = Challenge(await AskAsync(to, via));
        return await (client ?? _host.Anonymous).PostAsync("/api/v1/viewers", new { challenge, code = _codes.CodeFor(known), name }).OkAsync();
    }

    private async Task<JsonElement> AskAsync(string to, string via)
    {
        using var answer = await _host.Anonymous.PostAsJsonAsync("/api/v1/viewers/codes", new { to, via });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<JsonElement> RefusedAsync(string? challenge, string? code) =>
        _host.Anonymous.PostAsync("/api/v1/viewers", new { challenge, code }).RefusedAsync(HttpStatusCode.Unauthorized, "viewer.code");

    private static string NewNumber() => $"+86139{Interlocked.Increment(ref _numbers):D8}";

    private static string? Challenge(JsonElement asked) => asked.GetProperty("challenge").GetString();

    private static string Ticket(JsonElement person) => person.GetProperty("ticket").GetString()!;

    private static string Viewer(JsonElement person) => person.GetProperty("viewer").GetString()!;

    private static string Session(JsonElement person) => new JsonWebToken(Ticket(person)).GetPayloadValue<string>("sid");
}
