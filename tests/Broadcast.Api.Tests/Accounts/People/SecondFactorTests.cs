using System.Net;
using System.Text.Json;
using Broadcast.Api.Accounts.SecondFactor;
using Broadcast.Chat.Spine.Tokens;
using static Broadcast.Api.Tests.Accounts.People.StaffOfRun;

namespace Broadcast.Api.Tests.Accounts.People;

public sealed class SecondFactorTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_111_111_109);

    // RFC 6238, appendix B, SHA-1; eight digits, as there.
    [TestCase(59, "94287082")]
    [TestCase(1_111_111_109, "07081804")]
    [TestCase(1_111_111_111, "14050471")]
    [TestCase(1_234_567_890, "89005924")]
    [TestCase(2_000_000_000, "69279037")]
    [TestCase(20_000_000_000, "65353130")]
    public void Codes_are_those_of_RFC_6238(long seconds, string code) =>
        Assert.That(Totp.Code("12345678901234567890"u8.ToArray(), Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), digits: 8), Is.EqualTo(code));

    [TestCase(-2, false)]
    [TestCase(-1, true)]
    [TestCase(0, true)]
    [TestCase(1, true)]
    [TestCase(2, false)]
    public void A_telephones_clock_may_be_wrong_by_one_step(int steps, bool accepted)
    {
        var secret = "12345678901234567890"u8.ToArray();

        Assert.That(Totp.StepOf(secret, Totp.Code(secret, Totp.StepAt(Start) + steps), Start), accepted ? Is.EqualTo(Totp.StepAt(Start) + steps) : Is.Null);
    }

    [TestCase("f", "MY")]
    [TestCase("foob", "MZXW6YQ")]
    [TestCase("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_as_in_RFC_4648(string text, string written) => Assert.That(Totp.Base32(System.Text.Encoding.ASCII.GetBytes(text)), Is.EqualTo(written));

    [Test]
    public async Task An_app_counts_once_a_code_of_it_was_shown_and_from_then_on_signing_in_takes_one()
    {
        var (_, email) = await MakeAsync(Roles.Operator);
        using var own = await SignedInAsync(email);
        await own.PostAsync("/api/v1/accounts/me/second-factor", new { password = "wrong and wrong" }).RefusedAsync(HttpStatusCode.Forbidden, "account.password");
        var begun = await own.PostAsync("/api/v1/accounts/me/second-factor", new { password = Password }).OkAsync();
        using (await SignedInAsync(email)) { }

        await own.PostAsync("/api/v1/accounts/me/second-factor/confirm", new { code = "12345" }).RefusedAsync(HttpStatusCode.Unauthorized, "account.code");
        var shown = AppCode.Of(Host, begun);
        var confirmed = await own.PostAsync("/api/v1/accounts/me/second-factor/confirm", new { code = shown }).OkAsync();

        await PasswordTests.EndedAsync(own);
        Assert.That(Words(confirmed, "recoveryCodes").Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(10));
        Assert.That(begun.GetProperty("qr").GetString(), Does.StartWith("<svg"));
        await SignInAsync(email).RefusedAsync(HttpStatusCode.Unauthorized, "account.second_factor");
        await SignInAsync(email, "wrong and wrong").RefusedAsync(HttpStatusCode.Unauthorized, "account.refused");
        // The code that confirmed it is used up.
        await SignInAsync(email, code: shown).RefusedAsync(HttpStatusCode.Unauthorized, "account.code");
        await SignInAsync(email, code: AppCode.Of(Host, begun, steps: 1)).OkAsync();
    }

    [Test]
    public async Task A_code_and_a_recovery_code_are_good_once_also_for_two_at_once()
    {
        var (email, begun, confirmed) = await WithAppAsync(Roles.Anchor);
        var recovery = Words(confirmed, "recoveryCodes")[3]!;

        var byCode = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StatusAsync(email, AppCode.Of(Host, begun, steps: 1))));
        var byRecovery = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StatusAsync(email, recovery.ToUpperInvariant())));

        Assert.That(byCode.Count(status => status == HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That(byRecovery.Count(status => status == HttpStatusCode.OK), Is.EqualTo(1));
        using var own = await SignedInAsync(email, code: Words(confirmed, "recoveryCodes")[4]);
        Assert.That((await own.GetOkAsync("/api/v1/accounts/me")).GetProperty("recoveryCodes").GetInt32(), Is.EqualTo(8));
    }

    [Test]
    public async Task After_many_wrong_codes_from_anywhere_only_recovery_codes_are_good()
    {
        var (email, begun, confirmed) = await WithAppAsync(Roles.Anchor);
        using var own = Host.Client(confirmed.GetProperty("signedIn").GetProperty("token").GetString());
        for (var i = 0; i < CodeCheck.MostTries; i++)
            await OffAsync(own, "000000x").RefusedAsync(HttpStatusCode.Unauthorized, "account.code");

        await OffAsync(own, AppCode.Of(Host, begun, steps: 1)).RefusedAsync(HttpStatusCode.Unauthorized, "account.code");
        await OffAsync(own, Words(confirmed, "recoveryCodes")[0]!).OkAsync();

        await SignInAsync(email).OkAsync();
        await OffAsync(own, "000000").RefusedAsync(HttpStatusCode.Conflict, "account.second_factor_off");
    }

    [Test]
    public async Task A_reset_link_needs_the_code_too_and_an_operator_takes_a_lost_app_away()
    {
        var (email, _, confirmed) = await WithAppAsync(Roles.Anchor);
        var id = (await Operator.GetOkAsync("/api/v1/accounts")).EnumerateArray().Single(account => account.GetProperty("email").GetString() == email).GetProperty("id").GetString();
        var link = await Operator.PostAsync($"/api/v1/accounts/{id}/reset-link", new { }).OkAsync();

        await AcceptAsync(link).RefusedAsync(HttpStatusCode.Unauthorized, "account.second_factor");
        await AcceptAsync(link, code: Words(confirmed, "recoveryCodes")[0]).OkAsync();
        await Operator.DeleteAsync($"/api/v1/accounts/{id}/second-factor").OkAsync();

        await SignInAsync(email).OkAsync();
    }

    [Test]
    public async Task The_database_has_neither_the_secret_nor_the_recovery_codes()
    {
        var (_, begun, confirmed) = await WithAppAsync(Roles.Anchor);
        var stored = await Host.StoredAsync();

        Assert.That(stored, Does.Not.Contain(begun.GetProperty("secret").GetString()!));
        Assert.That(Words(confirmed, "recoveryCodes"), Has.None.Matches<string?>(code => stored.Contains(code!, StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task<(string Email, JsonElement Begun, JsonElement Confirmed)> WithAppAsync(string role)
    {
        var (_, email) = await MakeAsync(role);
        using var own = await SignedInAsync(email);
        var begun = await own.PostAsync("/api/v1/accounts/me/second-factor", new { password = Password }).OkAsync();
        return (email, begun, await own.PostAsync("/api/v1/accounts/me/second-factor/confirm", new { code = AppCode.Of(Host, begun) }).OkAsync());
    }

    private static async Task<HttpStatusCode> StatusAsync(string email, string code)
    {
        using var answer = await SignInAsync(email, code: code);
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> OffAsync(HttpClient own, string code) => own.PostAsync("/api/v1/accounts/me/second-factor/off", new { code });
}
