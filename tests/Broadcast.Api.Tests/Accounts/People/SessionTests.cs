using System.Net;
using System.Net.Http.Json;
using Broadcast.Api.Accounts.Sessions;
using Broadcast.Chat.Spine.Tokens;
using static Broadcast.Api.Tests.Accounts.People.StaffOfRun;

namespace Broadcast.Api.Tests.Accounts.People;

public sealed class SessionTests
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Test]
    public async Task Staff_see_from_where_they_are_signed_in_and_end_what_is_not_theirs()
    {
        var (_, email) = await MakeAsync(Roles.Anchor);
        using var own = await SignedInAsync(email);
        using var lost = await FromFirefoxAsync(email);
        using var third = await SignedInAsync(email);

        var listed = (await own.GetOkAsync("/api/v1/accounts/me/sessions")).EnumerateArray().ToList();
        var other = listed.Single(session => session.GetProperty("browser").GetString() == "Firefox, Windows");
        await own.DeleteAsync($"/api/v1/accounts/me/sessions/{other.GetProperty("id").GetString()}").OkAsync();

        Assert.That(listed, Has.Count.EqualTo(3));
        Assert.That(listed.Count(session => session.GetProperty("present").GetBoolean()), Is.EqualTo(1));
        Assert.That(other.GetProperty("address").GetString(), Does.Contain("127.0.0.1"));
        Assert.That(other.GetProperty("beganAt").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
        await PasswordTests.EndedAsync(lost);
        await own.DeleteAsync("/api/v1/accounts/me/sessions").OkAsync();
        await PasswordTests.EndedAsync(third);
        await own.GetOkAsync("/api/v1/accounts/me");
    }

    [Test]
    public async Task Operators_end_the_sign_ins_of_others_and_nobody_ends_one_by_another_accounts_path()
    {
        var (id, email) = await MakeAsync(Roles.Anchor);
        var (other, _) = await MakeAsync(Roles.Anchor);
        using var own = await SignedInAsync(email);
        var session = (await Operator.GetOkAsync($"/api/v1/accounts/{id}/sessions"))[0].GetProperty("id").GetString();

        await Operator.DeleteAsync($"/api/v1/accounts/{other}/sessions/{session}").RefusedAsync(HttpStatusCode.NotFound, "account.session_unknown");
        await own.GetOkAsync("/api/v1/accounts/me");
        await Operator.DeleteAsync($"/api/v1/accounts/{id}/sessions").OkAsync();

        await PasswordTests.EndedAsync(own);
    }

    [TestCase(Firefox, "Firefox, Windows")]
    [TestCase("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iOS")]
    [TestCase("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome, Android")]
    [TestCase("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge, Windows")]
    [TestCase("curl/8.5.0", "")]
    public void Browsers_are_known_by_family(string agent, string family) => Assert.That(SignInPlace.Family(agent), Is.EqualTo(family));

    private static async Task<HttpClient> FromFirefoxAsync(string email)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/accounts/sign-in") { Content = JsonContent.Create(new { email, password = Password }) };
        request.Headers.UserAgent.ParseAdd(Firefox);
        return Host.Client((await Host.Anonymous.SendAsync(request).OkAsync()).GetProperty("token").GetString());
    }
}
