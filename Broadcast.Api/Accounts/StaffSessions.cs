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
    public async Task<SignedIn> BeginAsync(StaffAccount account, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var lifetime = options.Value.Lifetime;
        var session = new StaffSession { Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), AccountId = account.Id, ExpiresAt = now + lifetime };
        database.StaffSessions.RemoveRange(await database.StaffSessions.Where(old => old.ExpiresAt < now).ToListAsync(cancellation));
        database.StaffSessions.Add(session);
        await database.SaveChangesAsync(cancellation);

        var roles = await accounts.GetRolesAsync(account);
        var subject = new TokenSubject($"staff:{account.Id}", account.Name, [.. roles.Order(StringComparer.Ordinal)], [.. account.Stages], session.Id);
        return new SignedIn(tokens.Sign(subject, lifetime), account.Name, subject.Roles, subject.Stages, session.ExpiresAt);
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
internal sealed record SignedIn(string Token, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Stages, DateTimeOffset ExpiresAt);
