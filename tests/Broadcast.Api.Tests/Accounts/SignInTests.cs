using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TestKit.Hosts;

namespace Broadcast.Api.Tests.Accounts;

/// <summary>What somebody who guesses passwords learns, and whom they can hinder: nothing and nobody.</summary>
[NonParallelizable]
public sealed class SignInTests
{
    private const string Email = "first@festival.example";
    private const string Password = "a long enough one";
    private const string Stranger = "203.0.113.1";
    private const string Home = "203.0.113.2";
    private ApiHost _host = null!;

    [SetUp]
    public async Task StartAsync() => _host = await ApiHost.StartAsync(
        "--Roles", "api,chat", "--Accounts:FirstOperator:Email", Email, "--Accounts:FirstOperator:Password", Password, "--Accounts:SignInsPerAddress", "1000", "--Proxy:Trusted:0", "127.0.0.0/8");

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task Wrong_passwords_of_one_address_keep_nobody_out_at_another()
    {
        for (var i = 0; i < 12; i++)
            await SignInAsync(Stranger, Email, "wrong and wrong").RefusedAsync(HttpStatusCode.Unauthorized, "account.refused");

        await SignInAsync(Home, Email, Password).OkAsync();
    }

    [Test]
    public async Task After_many_wrong_passwords_the_right_one_is_no_longer_told_apart_at_that_address()
    {
        for (var i = 0; i < 12; i++)
            await SignInAsync(Stranger, Email, "wrong and wrong").RefusedAsync(HttpStatusCode.Unauthorized, "account.refused");

        await SignInAsync(Stranger, Email, Password).RefusedAsync(HttpStatusCode.Unauthorized, "account.refused");
        // In other letters it is the same account.
        await SignInAsync(Stranger, Email.ToUpperInvariant(), Password).RefusedAsync(HttpStatusCode.Unauthorized, "account.refused");
    }

    [Test]
    public async Task An_unknown_account_a_wrong_password_and_too_many_tries_get_one_answer()
    {
        var answers = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            answers.Add(await AnswerAsync("nobody@festival.example", Password));
            answers.Add(await AnswerAsync(Email, "wrong and wrong"));
        }

        answers.Add(await AnswerAsync(Email, Password));

        Assert.That(answers.Distinct(StringComparer.Ordinal), Has.One.Items);
    }

    [Test]
    public async Task An_unknown_account_a_wrong_password_and_too_many_tries_take_the_same_time()
    {
        for (var i = 0; i < 12; i++)
            await AnswerAsync(Email, "wrong and wrong");

        var (slowed, unknown, wrong) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < 10; i++)
        {
            slowed = Least(slowed, await TimeAsync(Stranger, Email, Password));
            unknown = Least(unknown, await TimeAsync($"198.51.100.{i}", "nobody@festival.example", Password));
            wrong = Least(wrong, await TimeAsync($"192.0.2.{i}", Email, "wrong and wrong"));
        }

        // Each hashes once, which takes nearly all of the time; the least of ten is not an accident of a busy machine.
        Assert.Multiple(() =>
        {
            Assert.That(slowed, Is.GreaterThan(wrong / 2).And.LessThan(wrong * 2));
            Assert.That(unknown, Is.GreaterThan(wrong / 2).And.LessThan(wrong * 2));
        });
    }

    [Test]
    public async Task Signing_in_with_the_right_password_is_never_slowed()
    {
        for (var i = 0; i < 30; i++)
            await SignInAsync(Home, Email, Password).OkAsync();
    }

    [Test]
    public async Task An_address_that_tries_many_accounts_is_slowed_whichever_it_tries()
    {
        await using var host = await ApiHost.StartAsync("--Accounts:SignInsPerAddress", "5");
        for (var i = 0; i < 5; i++)
            await host.Anonymous.PostAsync("/api/v1/accounts/sign-in", new { user = $"someone-{i}@festival.example", password = Password })
                .RefusedAsync(HttpStatusCode.Unauthorized, "account.refused");

        await host.Anonymous.PostAsync("/api/v1/accounts/sign-in", new { user = "another@festival.example", password = Password })
            .RefusedAsync(HttpStatusCode.TooManyRequests, "account.too_many");
    }

    [Test]
    public async Task Wrong_passwords_are_counted_and_told_in_one_line()
    {
        using var counted = new CounterSums(_host.Services);

        for (var i = 0; i < 12; i++)
            await SignInAsync(Stranger, i % 2 == 0 ? Email : "nobody@festival.example", "wrong and wrong").RefusedAsync(HttpStatusCode.Unauthorized, "account.refused");
        await SignInAsync(Home, Email, Password).OkAsync();

        Assert.That(counted["livefestival.api.refused account.refused"], Is.EqualTo(12));
        var told = _host.Log.Told.Where(line => line.Contains("was refused", StringComparison.Ordinal)).ToList();
        Assert.That(told, Has.Count.EqualTo(1));
        Assert.That(told[0], Does.Contain($"A sign-in: {Stranger} was refused: account.refused"));
    }

    private async Task<HttpResponseMessage> SignInAsync(string address, string user, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/accounts/sign-in") { Content = JsonContent.Create(new { user, password }) };
        request.Headers.Add("X-Forwarded-For", address);
        return await _host.Anonymous.SendAsync(request);
    }

    /// <summary>All that the stranger can tell answers apart by, but the time of day and the request's own id.</summary>
    private async Task<string> AnswerAsync(string user, string password)
    {
        using var answer = await SignInAsync(Stranger, user, password);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        var members = body.EnumerateObject().Where(member => member.Name != "traceId").Select(member => $"{member.Name}={member.Value}");
        var headers = answer.Headers.Concat(answer.Content.Headers).Select(header => header.Key).Order(StringComparer.Ordinal);
        return $"{(int)answer.StatusCode} {string.Join(' ', members)} {string.Join(' ', headers)}";
    }

    private async Task<TimeSpan> TimeAsync(string address, string user, string password)
    {
        var began = TimeProvider.System.GetTimestamp();
        await SignInAsync(address, user, password).RefusedAsync(HttpStatusCode.Unauthorized, "account.refused");
        return TimeProvider.System.GetElapsedTime(began);
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
