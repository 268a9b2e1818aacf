using System.Net;
using System.Net.Http.Json;
using Broadcast.Api.Accounts;
using Broadcast.Api.Accounts.Passwords;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using static Broadcast.Api.Tests.Accounts.People.StaffOfRun;

namespace Broadcast.Api.Tests.Accounts.People;

public sealed class PasswordTests
{
    private const string New = "seven geese on the wall";

    [Test]
    public async Task A_changed_password_ends_all_sign_ins_but_the_one_that_changed_it()
    {
        var (_, email) = await MakeAsync(Roles.Anchor);
        using var own = await SignedInAsync(email);
        using var other = await SignedInAsync(email);

        await ChangeAsync(own, "not the present one", New).RefusedAsync(HttpStatusCode.Forbidden, "account.password");
        await ChangeAsync(own, Password, "zhao123456").RefusedAsync(HttpStatusCode.BadRequest, "account.invalid");
        await ChangeAsync(own, Password, New).OkAsync();

        await EndedAsync(other);
        await own.GetOkAsync("/api/v1/accounts/me");
        await SignInAsync(email).RefusedAsync(HttpStatusCode.Unauthorized, "account.refused");
        await SignInAsync(email, New).OkAsync();
    }

    [Test]
    public async Task A_sign_in_that_was_under_way_when_the_password_changed_does_not_begin()
    {
        var (id, email) = await MakeAsync(Roles.Anchor);
        await using var scope = Host.Services.CreateAsyncScope();
        var proved = (await scope.ServiceProvider.GetRequiredService<UserManager<StaffAccount>>().FindByIdAsync(id))!;

        using var own = await SignedInAsync(email);
        await ChangeAsync(own, Password, New).OkAsync();

        Assert.That(await scope.ServiceProvider.GetRequiredService<StaffSessions>().BeginAsync(proved, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task The_last_reset_link_sets_a_password_once_and_ends_the_sign_ins()
    {
        var (id, email) = await MakeAsync(Roles.Anchor);
        using var before = await SignedInAsync(email);
        var first = await Operator.PostAsync($"/api/v1/accounts/{id}/reset-link", new { }).OkAsync();
        var link = await Operator.PostAsync($"/api/v1/accounts/{id}/reset-link", new { }).OkAsync();

        var seen = await Host.Anonymous.PostAsync("/api/v1/invitations/look", new { token = Token(link) }).OkAsync();
        await AcceptAsync(first, password: New).RefusedAsync(HttpStatusCode.Unauthorized, "invitation.link");
        var signedIn = await AcceptAsync(link, password: New).OkAsync();

        Assert.That((seen.GetProperty("kind").GetString(), seen.GetProperty("email").GetString()), Is.EqualTo(("reset", email)));
        Assert.That(Words(signedIn, "roles"), Is.EqualTo([Roles.Anchor]));
        await EndedAsync(before);
        await AcceptAsync(link, password: New).RefusedAsync(HttpStatusCode.Unauthorized, "invitation.link");
        await SignInAsync(email, New).OkAsync();
    }

    [TestCase("aaaaaaaaaaaa", true)]
    [TestCase("password123456", true)]
    [TestCase("LiveFestival2026!", true)]
    [TestCase("Zhao-Ling-1234", true)]
    [TestCase("zhao.ling.qwerty", true)]
    [TestCase("a-long-password", false)]
    [TestCase("seven geese on the wall", false)]
    [TestCase("茶山上的七只鹅和一口井", false)]
    public void What_a_guesser_knows_does_not_count(string password, bool guessable) =>
        Assert.That(PasswordRules.IsGuessable(password, "Zhao Ling", "zhao.ling@festival.example"), Is.EqualTo(guessable));

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient own, string password, string newPassword) =>
        own.PutAsJsonAsync("/api/v1/accounts/me/password", new { password, newPassword });

    internal static Task EndedAsync(HttpClient client) => Eventually.TrueAsync(async () =>
    {
        using var answer = await client.GetAsync("/api/v1/accounts/me");
        return answer.StatusCode == HttpStatusCode.Unauthorized;
    }, "the sign-in has ended");
}
