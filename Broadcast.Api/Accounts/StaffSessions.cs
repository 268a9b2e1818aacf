using System.Security.Cryptography;
using Broadcast.Api.Data;
using Broadcast.Chat.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Accounts;

/// <summary>Begins and ends staff sign-ins. A session is in the database before its token is out, so that it can always be ended.</summary>
internal sealed class StaffSessions(
    FestivalDb database, UserManager<StaffAccount> accounts, TokenSigner tokens, IOptions<AccountOptions> options, TimeProvider time)
{
    /// <summary>Null when the account was removed this moment.</summary>
    public async Task<SignedIn?> BeginAsync(StaffAccount account, CancellationToken cancellation)
    {
        // Read again beside the new session: a change of rights that is committed meanwhile is either seen here, or sees the session and ends it.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await database.Entry(account).ReloadAsync(cancellation);
        if (database.Entry(account).State == EntityState.Detached)
            return null;

        var now = time.GetUtcNow();
        var lifetime = options.Value.Lifetime;
        var session = new StaffSession { Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), AccountId = account.Id, ExpiresAt = now + lifetime };
        database.StaffSessions.RemoveRange(await database.StaffSessions.Where(old => old.ExpiresAt < now).ToListAsync(cancellation));
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

    public async Task EndAllAsync(StaffAccount account, CancellationToken cancellation)
    {
        foreach (var session in await database.StaffSessions.Where(session => session.AccountId == account.Id && session.EndedAt == null).ToListAsync(cancellation))
            session.EndedAt = time.GetUtcNow();
        await database.SaveChangesAsync(cancellation);
    }
}

/// <summary>A token for <c>Authorization: Bearer</c> and for the hub.</summary>
/// <param name="Token">The token.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="Roles">What they are.</param>
/// <param name="Stages">Those that an anchor acts for, and in whose rooms a moderator keeps order; without any, a moderator does in all rooms.</param>
/// <param name="Moderates">What a moderator may do.</param>
/// <param name="ExpiresAt">When the sign-in ends by itself.</param>
internal sealed record SignedIn(
    string Token, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Stages, IReadOnlyList<string> Moderates, DateTimeOffset ExpiresAt);
