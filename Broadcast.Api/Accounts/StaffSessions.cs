using System.Security.Cryptography;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Accounts;

/// <summary>Begins and ends staff sign-ins. A session is committed before its token is returned, so that it can always be ended.</summary>
internal sealed class StaffSessions(
    FestivalDb database, UserManager<StaffAccount> accounts, TokenSigner tokens, IOptions<AccountOptions> options, TimeProvider time)
{
    /// <summary>Name of the turn in which an account's rights and sessions are changed.</summary>
    public static string TurnOf(string account) => $"account:{account}";

    /// <summary>Starts a session and signs its token; null if the account was removed in the meantime.</summary>
    public async Task<SignedIn?> BeginAsync(StaffAccount account, CancellationToken cancellation)
    {
        // Reload the account in the turn that adds the session: a concurrent change of rights is then either read here, or finds
        // the session and ends it.
        await using var transaction = await database.BeginTurnAsync(TurnOf(account.Id), cancellation);
        await database.Entry(account).ReloadAsync(cancellation);
        if (database.Entry(account).State == EntityState.Detached)
            return null;

        var now = time.GetUtcNow();
        var lifetime = options.Value.Lifetime;
        var session = new StaffSession { Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), AccountId = account.Id, ExpiresAt = now + lifetime };
        // Not part of the facts any more. One statement, because two sign-ins may remove the same sessions.
        await database.StaffSessions.Where(old => old.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
        database.StaffSessions.Add(session);
        await database.SaveChangesAsync(cancellation);

        var roles = await accounts.GetRolesAsync(account);
        await transaction.CommitAsync(cancellation);
        var subject = new TokenSubject($"staff:{account.Id}", account.Name, [.. roles.Order(StringComparer.Ordinal)], [.. account.Stages], session.Id)
        {
            Moderates = [.. account.Moderates],
        };
        return new SignedIn(tokens.Sign(subject, lifetime), account.Name, subject.Roles, subject.Stages, subject.Moderates, session.ExpiresAt);
    }

    /// <summary>False when there is no such session.</summary>
    public async Task<bool> EndAsync(string session, CancellationToken cancellation)
    {
        var known = await database.StaffSessions.SingleOrDefaultAsync(known => known.Id == session, cancellation);
        if (known is null)
            return false;

        known.EndedAt ??= time.GetUtcNow();
        await database.SaveChangesAsync(cancellation);
        return true;
    }

    /// <summary>Ends the account's sessions, in the turn that the caller has. Those that have expired are left to the next sign-in.</summary>
    public async Task EndAllAsync(StaffAccount account, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var session in await database.StaffSessions
            .Where(session => session.AccountId == account.Id && session.EndedAt == null && session.ExpiresAt > now).ToListAsync(cancellation))
            session.EndedAt = now;
        await database.SaveChangesAsync(cancellation);
    }
}

/// <summary>A token for <c>Authorization: Bearer</c> and for the hub.</summary>
/// <param name="Token">A JWT.</param>
/// <param name="Name">The account's display name.</param>
/// <param name="Roles">The account's roles.</param>
/// <param name="Stages">Ids of the stages that an anchor acts for and whose rooms a moderator moderates; none: all rooms.</param>
/// <param name="Moderates">A moderator's rights.</param>
/// <param name="ExpiresAt">When the token expires.</param>
internal sealed record SignedIn(
    string Token, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Stages, IReadOnlyList<string> Moderates, DateTimeOffset ExpiresAt);
