using System.Net;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Identity;

namespace Broadcast.Api.Accounts;

/// <summary>The account of the caller, by the name that the call's token has.</summary>
internal sealed class OwnAccount(UserManager<StaffAccount> accounts, SignInPace pace)
{
    /// <summary>Null for a caller who is nobody of staff.</summary>
    public static string? IdOf(string? caller) =>
        caller?.StartsWith(TokenSubject.StaffPrefix, StringComparison.Ordinal) == true ? caller[TokenSubject.StaffPrefix.Length..] : null;

    public async Task<Result<StaffAccount>> FindAsync(string? caller) =>
        IdOf(caller) is { } id && await accounts.FindByIdAsync(id) is { } account ? account : AccountErrors.Unknown;

    /// <summary>For what a token alone must not do: it may be a stolen one. Tries are slowed as those of a sign-in are.</summary>
    public async Task<Result<StaffAccount>> ProveAsync(string? caller, string? password, IPAddress? address)
    {
        var found = await FindAsync(caller);
        if (found.Failed)
            return found;

        var name = found.Value.NormalizedEmail ?? "";
        var allowed = pace.TryAcquire(address, name);
        if (!await accounts.CheckPasswordAsync(found.Value, password ?? "") || !allowed)
            return AccountErrors.Password;

        pace.Forgive(address, name);
        return found;
    }
}
