using System.Net;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Accounts;

/// <summary>
/// Signs staff in by name and password. An unknown account, a wrong password and a pair of address and account that has tried too often get
/// the same answer after the same work, so that nobody learns which accounts exist, or whether a guess was right.
/// </summary>
internal sealed class SignIn(
    UserManager<StaffAccount> accounts, IPasswordHasher<StaffAccount> hasher, DecoyPassword decoy, SignInPace pace, ApiRefusals refusals, StaffSessions sessions)
{
    public async Task<Result<SignedIn>> TryAsync(Credentials credentials, IPAddress? address, CancellationToken cancellation)
    {
        var name = accounts.NormalizeEmail(credentials.Name) ?? "";
        // Before the password is looked at: calls at the same time must not all pass.
        var allowed = pace.TryAcquire(address, name);
        var account = await accounts.FindByEmailAsync(credentials.Name);
        var right = await IsRightAsync(account, credentials.Password ?? "");
        if (!allowed || !right || account is null)
            return refusals.Refuse(address, "A sign-in", AccountErrors.Refused);

        pace.Forgive(address, name);
        return await sessions.BeginAsync(account, cancellation) is { } signedIn ? signedIn : AccountErrors.Refused;
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
