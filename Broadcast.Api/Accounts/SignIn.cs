using Broadcast.Api.Accounts.SecondFactor;
using Broadcast.Api.Accounts.Sessions;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Accounts;

/// <summary>
/// Signs staff in by name and password, and by a code where the account has a second factor. An unknown account, a wrong password and a pair of address and account that has tried too often get
/// the same answer after the same work, so that nobody learns which accounts exist, or whether a guess was right. Only who has the right password is
/// asked for a code; its tries are slowed in the same way, and counted for the account too.
/// </summary>
internal sealed class SignIn(
    UserManager<StaffAccount> accounts, IPasswordHasher<StaffAccount> hasher, DecoyPassword decoy, SignInPace pace, CodeCheck codes, ApiRefusals refusals,
    StaffSessions sessions)
{
    public async Task<Result<SignedIn>> TryAsync(Credentials credentials, SignInPlace place, CancellationToken cancellation)
    {
        var address = place.Address;
        var name = accounts.NormalizeEmail(credentials.Name) ?? "";
        // Before the password is looked at: calls at the same time must not all pass.
        var allowed = pace.TryAcquire(address, name);
        var account = await accounts.FindByEmailAsync(credentials.Name);
        var right = await IsRightAsync(account, credentials.Password ?? "");
        if (!allowed || !right || account is null)
            return refusals.Refuse(address, "A sign-in", AccountErrors.Refused);

        if (await codes.RefusalAsync(account.Id, credentials.Code, cancellation) is { } refusal)
            return refusal == AccountErrors.SecondFactor ? refusal : refusals.Refuse(address, "A sign-in", refusal);

        pace.Forgive(address, name);
        return await sessions.BeginAsync(account, place, cancellation) is { } signedIn ? signedIn : AccountErrors.Refused;
    }

    private async Task<bool> IsRightAsync(StaffAccount? account, string password)
    {
        if (account is not null)
            return await accounts.CheckPasswordAsync(account, password);

        _ = hasher.VerifyHashedPassword(DecoyPassword.Nobody, decoy.Hash, password);
        return false;
    }
}

/// <summary>The hash that the password of an account that does not exist is compared with.</summary>
internal sealed class DecoyPassword(IOptions<PasswordHasherOptions> options)
{
    public static StaffAccount Nobody { get; } = new() { Name = "" };

    public string Hash { get; } = new PasswordHasher<StaffAccount>(options).HashPassword(Nobody, Guid.NewGuid().ToString());
}
