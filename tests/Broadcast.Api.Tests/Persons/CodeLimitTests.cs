using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Persons;
using Broadcast.Api.Persons.Senders;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.State;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Broadcast.Api.Tests.Persons;

/// <summary>How many codes are sent, for how long they are good, and what a sender that fails means.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
public sealed class CodeLimitTests(Engine engine)
{
    private static readonly IPAddress Home = IPAddress.Parse("203.0.113.7");

    private CodeCatcher _codes = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _codes = await CodeCatcher.StartAsync();
        _host = await ApiHost.StartAsync(engine, _codes.Settings);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _codes.DisposeAsync();
    }

    [Test]
    public async Task One_telephone_rings_only_so_often_and_the_caller_is_told_when_to_ask_again()
    {
        HttpResponseMessage answer;
        var sent = 0;
        // The count begins anew with the hour, which may be now.
        while ((answer = await AskAsync("+8613700000001")).StatusCode == HttpStatusCode.Accepted)
            Assert.That(++sent, Is.LessThanOrEqualTo(20));

        Assert.Multiple(async () =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("viewer.too_many"));
            Assert.That(answer.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromHours(1)));
            Assert.That(_codes.Messages.Count(message => message.To == "+8613700000001"), Is.EqualTo(sent), "nothing is sent beyond the limit");
        });
        answer.Dispose();
    }

    [Test]
    public async Task An_address_and_its_network_have_limits_of_their_own()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var limits = Limits(time, new PersonOptions { CodesPerAddress = 2, CodesPerNetwork = 3 });

        Assert.That(await TakeAsync(limits, Home), Is.Null);
        Assert.That(await TakeAsync(limits, Home), Is.Null);
        Assert.That(await TakeAsync(limits, Home), Is.EqualTo(TimeSpan.FromMinutes(30)), "the address");
        Assert.That(await TakeAsync(limits, IPAddress.Parse("203.0.113.8")), Is.Null);
        Assert.That(await TakeAsync(limits, IPAddress.Parse("203.0.113.9")), Is.EqualTo(TimeSpan.FromMinutes(20)), "its /24");
        Assert.That(await TakeAsync(limits, IPAddress.Parse("203.0.114.7")), Is.Null, "another network");
        time.Advance(TimeSpan.FromMinutes(30));
        Assert.That(await TakeAsync(limits, Home), Is.Null);
    }

    [TestCase("203.0.113.7", "203.0.113.0/24")]
    [TestCase("::ffff:203.0.113.7", "203.0.113.0/24")]
    [TestCase("2001:db8:1:2::7", "2001:db8:1::/48")]
    public void A_network_is_a_24_or_a_48(string address, string network) => Assert.That(CodeLimits.NetworkOf(IPAddress.Parse(address)), Is.EqualTo(IPNetwork.Parse(network)));

    [Test]
    public async Task A_day_has_a_cap_that_all_processes_share()
    {
        // A day of its own, so that other tests do not count.
        var time = new FakeTimeProvider(new DateTimeOffset(2031, 5, 1, 12, 0, 0, TimeSpan.Zero));
        var options = new PersonOptions { CodesPerDay = 8 };
        var (one, other) = (Limits(time, options), Limits(time, options));

        var waits = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => TakeAsync(i % 2 == 0 ? one : other, IPAddress.Parse($"198.51.{i}.7")))));

        Assert.That(waits.Count(wait => wait is null), Is.EqualTo(8));
        Assert.That(waits.Where(wait => wait is not null), Has.All.EqualTo(TimeSpan.FromHours(12)), "until the next day");
        time.Advance(TimeSpan.FromHours(12));
        Assert.That(await TakeAsync(one, Home), Is.Null);
    }

    [Test]
    public async Task No_network_uses_up_more_of_a_day_than_its_share()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2032, 5, 1, 12, 0, 0, TimeSpan.Zero));
        var options = new PersonOptions { CodesPerDay = 10 };
        // Two processes, of which the second has just started.
        var (one, other) = (Limits(time, options), Limits(time, options));

        Assert.That(await TakeAsync(one, Home), Is.Null);
        Assert.That(await TakeAsync(one, IPAddress.Parse("203.0.113.200")), Is.Null);
        Assert.That(await TakeAsync(other, Home), Is.EqualTo(TimeSpan.FromHours(12)), "until the next day");
        Assert.That(await TakeAsync(other, IPAddress.Parse("198.51.100.7")), Is.Null, "another network has its own share");
        time.Advance(TimeSpan.FromHours(12));
        Assert.That(await TakeAsync(one, Home), Is.Null);
    }

    [Test]
    public async Task Wrong_codes_for_one_contact_are_limited_in_a_day_in_each_network_and_in_all()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2033, 5, 1, 12, 0, 0, TimeSpan.Zero));
        var (address, key) = (ContactAddress.Read("13700000003", "sms").Value!, Key);
        var (owner, last) = (IPAddress.Parse("198.51.100.7"), IPAddress.Parse("192.0.2.7"));
        await using var database = _host.Database();
        var codes = new SignInCodes(database, key, time);
        async Task<string?> TryAsync(IPAddress from, bool right)
        {
            var sent = (await codes.SendAsync(address, new DemoSender(), CancellationToken.None)).Value!;
            return (await codes.TryAsync(sent.Challenge, right ? sent.ShownCode : "no code", from, CancellationToken.None)).Error?.Code;
        }

        Task<TimeSpan?> AskAsync(IPAddress from) => Limits(time, new PersonOptions()).TakeAsync(from, key.Of(address), CancellationToken.None);

        for (var i = 0; i < SignInCodes.WrongPerNetwork; i++)
        {
            Assert.That(await TryAsync(Home, right: true), Is.Null, "a right code counts as none");
            Assert.That(await TryAsync(Home, right: false), Is.EqualTo("viewer.code"));
        }

        Assert.That(await TryAsync(Home, right: true), Is.EqualTo("viewer.code"), "what a wrong code is answered, so that nobody learns that it was right");
        Assert.That(await AskAsync(Home), Is.EqualTo(TimeSpan.FromHours(12)), "nor is another one sent");
        Assert.That((await AskAsync(owner), await TryAsync(owner, right: true)), Is.EqualTo(((TimeSpan?)null, (string?)null)), "its owner is elsewhere");

        for (var i = SignInCodes.WrongPerNetwork; i < SignInCodes.WrongPerDay; i++)
            await TryAsync(IPAddress.Parse($"203.1.{i / 10}.7"), right: false);

        Assert.That(await TryAsync(last, right: true), Is.EqualTo("viewer.code"), "all networks together");
        Assert.That(await AskAsync(last), Is.EqualTo(TimeSpan.FromHours(12)));
        time.Advance(TimeSpan.FromHours(12));
        Assert.That(await TryAsync(Home, right: true), Is.Null);
    }

    [Test]
    public void A_sign_in_ends_in_the_end_however_often_it_is_renewed()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2034, 5, 1, 12, 0, 0, TimeSpan.Zero));
        var began = time.GetUtcNow();
        var signer = new TokenSigner(_host.Services.GetRequiredService<IOptions<TokenOptions>>(), time);
        var tickets = new PersonTickets(signer, Options.Create(new PersonOptions()), time);
        var person = new KnownPerson(Caller.NewPersonId(), "Mei");

        var ticket = tickets.Begin(person, Proof.Telephone);
        var days = new List<double> { (ticket.ExpiresAt - began).TotalDays };
        for (PersonTicket? next = ticket; next is not null && days.Count < 10; time.Advance(TimeSpan.FromDays(6)))
        {
            next = tickets.Continue(person, Read(next.Ticket), Proof.Email);
            days.Add(next is null ? 0 : (next.ExpiresAt - began).TotalDays);
            Assert.That(next?.Proof, Is.AnyOf("telephone", null), "a mailbox makes no sign-in weaker");
        }

        Assert.That(days, Is.EqualTo((double[])[7, 7, 13, 19, 25, 30, 0]));

        // What the ticket says, without its times, which have passed for the test's own clock.
        static Caller Read(string ticket) => Caller.From(new ClaimsPrincipal(new ClaimsIdentity(new JsonWebToken(ticket).Claims, "Bearer")))!;
    }

    [Test]
    public async Task A_code_dies_after_ten_minutes()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var database = _host.Database();
        var codes = new SignInCodes(database, Key, time);
        var sent = (await codes.SendAsync(ContactAddress.Read("13700000002", "sms").Value!, new DemoSender(), CancellationToken.None)).Value!;

        time.Advance(SignInChallenge.Lasting - TimeSpan.FromSeconds(1));
        var inTime = await codes.TryAsync(sent.Challenge, sent.ShownCode, Home, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(1));
        var late = await codes.TryAsync(sent.Challenge, sent.ShownCode, Home, CancellationToken.None);

        Assert.That((inTime.Failed, late.Error?.Code), Is.EqualTo((false, "viewer.code")));
    }

    [TestCase(HttpStatusCode.InternalServerError, HttpStatusCode.ServiceUnavailable)]
    [TestCase(HttpStatusCode.Unauthorized, HttpStatusCode.ServiceUnavailable)]
    [TestCase(HttpStatusCode.UnprocessableEntity, HttpStatusCode.Accepted, Description = "nobody learns which addresses exist")]
    public async Task A_sender_that_fails_is_told_and_one_that_refuses_an_address_is_not(HttpStatusCode status, HttpStatusCode told)
    {
        _codes.Status = status;
        try
        {
            using var answer = await AskAsync($"+861370000{(int)status:D4}");
            Assert.That(answer.StatusCode, Is.EqualTo(told));
        }
        finally
        {
            _codes.Status = HttpStatusCode.OK;
        }
    }

    [Test]
    public async Task A_code_that_could_not_be_sent_is_not_counted()
    {
        const string number = "+8613700000004";
        var contact = Key.Of(ContactAddress.Read(number, "sms").Value!);
        var before = await SentAsync();
        _codes.Status = HttpStatusCode.ServiceUnavailable;
        try
        {
            for (var i = 0; i < new PersonOptions().CodesPerDestination + 1; i++)
                Assert.That(await StatusAsync(number), Is.EqualTo(HttpStatusCode.ServiceUnavailable), "not that the telephone has had too many");
        }
        finally
        {
            _codes.Status = HttpStatusCode.OK;
        }

        var failed = await SentAsync();
        var accepted = await StatusAsync(number);
        var after = await SentAsync();
        Assert.That(failed.Keys.Where(subject => failed[subject] > before.GetValueOrDefault(subject)), Is.Empty, "neither the day nor the network");
        Assert.That((accepted, after.Where(count => count.Key == contact).Sum(count => count.Value)), Is.EqualTo((HttpStatusCode.Accepted, 1)));

        // What was counted, by subject.
        async Task<Dictionary<string, int>> SentAsync()
        {
            await using var database = _host.Database();
            var counts = await database.CodeCounts.AsNoTracking().Where(count => count.Sent > 0).ToListAsync();
            return counts.GroupBy(count => count.Subject, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(count => count.Sent), StringComparer.Ordinal);
        }
    }

    [TestCase("+8613700000005", null)]
    [TestCase("+8613700000006", HttpStatusCode.GatewayTimeout)]
    public async Task A_code_of_which_nobody_knows_whether_it_was_sent_counts(string number, HttpStatusCode? says)
    {
        _codes.Cuts = says is null;
        _codes.Status = says ?? HttpStatusCode.OK;
        try
        {
            HttpStatusCode status;
            var asked = 0;
            // The count begins anew with the hour, which may be now.
            while ((status = await StatusAsync(number)) == HttpStatusCode.ServiceUnavailable)
                Assert.That(++asked, Is.LessThanOrEqualTo(20), "the telephone rings without end");

            Assert.That((status, _codes.Messages.Count(message => message.To == number)), Is.EqualTo((HttpStatusCode.TooManyRequests, asked)));
        }
        finally
        {
            _codes.Cuts = false;
            _codes.Status = HttpStatusCode.OK;
        }
    }

    [Test]
    public async Task Staff_are_alarmed_before_a_days_codes_are_used_up()
    {
        var (watch, alarms) = (_host.Services.GetRequiredService<CodeWatch>(), _host.Services.GetRequiredService<FestivalAlarms>());

        var (few, many, fewer) = (await LookAsync(7_999), await LookAsync(8_000), await LookAsync(100));

        Assert.That((few, many, fewer), Is.EqualTo((false, true, false)));
        Assert.That(_host.Services.GetServices<IHostedService>(), Has.Some.SameAs(watch), "it looks by itself");

        // Whether there is the alarm when so many are sent. Other days are other tests'.
        async Task<bool> LookAsync(int sent)
        {
            var other = DateTimeOffset.UtcNow.AddDays(2);
            await using var database = _host.Database();
            await new CodeTally(database, TimeProvider.System).TakeAsync(CodeCount.All, CodeTally.Day, int.MaxValue, CancellationToken.None);
            await database.CodeCounts.Where(count => count.Subject == CodeCount.All && count.Until < other).ExecuteUpdateAsync(set => set.SetProperty(count => count.Sent, sent));
            await watch.LookAsync(CancellationToken.None);
            return (await alarms.ReadAsync()).Any(alarm => alarm is { Code: CodeWatch.Code, Severity: AlarmSeverity.Warning, Threshold: 8_000d });
        }
    }

    [Test]
    public async Task Without_a_sender_nobody_signs_in_with_a_code()
    {
        await using var host = await ApiHost.StartAsync();

        await host.Anonymous.PostAsync("/api/v1/viewers/codes", new { to = "13800138000", via = "sms" }).RefusedAsync(HttpStatusCode.ServiceUnavailable, ViewerErrors.Unavailable.Code);
        await host.Anonymous.PostAsync("/api/v1/viewers", new { challenge = "x", code = "1" }).RefusedAsync(HttpStatusCode.ServiceUnavailable, ViewerErrors.Unavailable.Code);
        Assert.That((await host.Anonymous.GetOkAsync("/api/v1/site")).GetProperty("signIn").GetArrayLength(), Is.Zero);
    }

    private Task<HttpResponseMessage> AskAsync(string to) => _host.Anonymous.PostAsJsonAsync("/api/v1/viewers/codes", new { to, via = "sms" });

    private async Task<HttpStatusCode> StatusAsync(string to)
    {
        using var answer = await AskAsync(to);
        return answer.StatusCode;
    }

    private CodeLimits Limits(TimeProvider time, PersonOptions options) =>
        new(_host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(), Key, Options.Create(options), time);

    private ContactKey Key => _host.Services.GetRequiredService<ContactKey>();

    private static Task<TimeSpan?> TakeAsync(CodeLimits limits, IPAddress address) => limits.TakeAsync(address, $"{Guid.NewGuid():N}", CancellationToken.None);
}
