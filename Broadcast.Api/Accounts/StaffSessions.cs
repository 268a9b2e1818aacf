using System.Security.Cryptography;
using Broadcast.Api.Accounts.SecondFactor;
using Broadcast.Api.Accounts.Sessions;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Accounts;

/// <summary>Begins and ends staff sign-ins. A session is committed before its token is returned, so that it can always be ended.</summary>
internal sealed class StaffSessions(
    FestivalDb database, UserManager<StaffAccount> accounts, CodeCheck codes, TokenSigner tokens, IOptions<AccountOptions> options, TimeProvider time)
{
    /// <summary>Name of the turn in which an account's rights and sessions are changed. Who has <see cref="StaffDirectory.Turn"/> too, took that first.</summary>
    public static string TurnOf(string account) => $"account:{account}";

    /// <inheritdoc cref="BeginAsync(StaffAccount, SignInPlace, CancellationToken)"/>
    public Task<SignedIn?> BeginAsync(StaffAccount account, CancellationToken cancellation) => BeginAsync(account, place: null, cancellation);

    /// <summary>
    /// Starts a session and signs its token. Returns null when the account was removed after the caller read it, or when its password or second
    /// factor has changed since: what the caller has proved does not count any more. Where operators must have a second factor, an operator
    /// without one gets a token without roles. Services accept that token only for what all staff may do, such as setting up a second factor.
    /// </summary>
    public async Task<SignedIn?> BeginAsync(StaffAccount account, SignInPlace? place, CancellationToken cancellation)
    {
        // Reload the account in the turn that adds the session: a concurrent change of rights is then either read here, or finds
        // the session and ends it.
        var proved = account.SecurityStamp;
        await using var transaction = await database.BeginTurnAsync(TurnOf(account.Id), cancellation);
        await database.Entry(account).ReloadAsync(cancellation);
        if (database.Entry(account).State == EntityState.Detached || account.SecurityStamp != proved)
            return null;

        var now = time.GetUtcNow();
        var lifetime = options.Value.Lifetime;
        var session = new StaffSession
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            AccountId = account.Id,
            BeganAt = now,
            ExpiresAt = now + lifetime,
            Address = place?.Address?.ToString(),
            Browser = place?.Browser,
        };
        // Not part of the facts any more. One statement, because two sign-ins may remove the same sessions.
        await database.StaffSessions.Where(old => old.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
        database.StaffSessions.Add(session);
        await database.SaveChangesAsync(cancellation);

        var roles = await accounts.GetRolesAsync(account);
        var lacks = options.Value.IsSecondFactorNeeded && roles.Contains(Roles.Operator) && !await codes.IsNeededAsync(account.Id, cancellation);
        await transaction.CommitAsync(cancellation);
        var subject = new TokenSubject(
            $"{TokenSubject.StaffPrefix}{account.Id}", account.Name, lacks ? [] : [.. roles.Order(StringComparer.Ordinal)], lacks ? [] : [.. account.Stages], session.Id)
        {
            Moderates = lacks ? [] : [.. account.Moderates],
        };
        return new SignedIn(tokens.Sign(subject, lifetime), account.Name, subject.Roles, subject.Stages, subject.Moderates, session.ExpiresAt, lacks);
    }

    /// <summary>The session, which has ended; null when there is no such session, or none of the account <paramref name="of"/>, where one is named.</summary>
    public async Task<StaffSession?> EndAsync(string session, string? of, CancellationToken cancellation)
    {
        var known = await database.StaffSessions.SingleOrDefaultAsync(known => known.Id == session && (of == null || known.AccountId == of), cancellation);
        if (known is null)
            return null;

        known.EndedAt ??= time.GetUtcNow();
        await database.SaveChangesAsync(cancellation);
        return known;
    }

    /// <summary>Ends the account's sessions, in the turn that the caller has. Those that have expired are left to the next sign-in.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="but">A session that goes on; null for none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>How many were ended.</returns>
    public async Task<int> EndAllAsync(string account, string? but, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var ended = await database.StaffSessions
            .Where(session => session.AccountId == account && session.Id != but && session.EndedAt == null && session.ExpiresAt > now).ToListAsync(cancellation);
        foreach (var session in ended)
            session.EndedAt = now;
        await database.SaveChangesAsync(cancellation);
        return ended.Count;
    }
}

/// <summary>A token for <c>Authorization: Bearer</c> and for the hub.</summary>
/// <param name="Token">A JWT.</param>
/// <param name="Name">The account's display name.</param>
/// <param name="Roles">The account's roles; none while <paramref name="SecondFactorNeeded"/>.</param>
/// <param name="Stages">Ids of the stages that an anchor acts for and whose rooms a moderator moderates; none: all rooms.</param>
/// <param name="Moderates">A moderator's rights.</param>
/// <param name="ExpiresAt">When the token expires.</param>
/// <param name="SecondFactorNeeded">True when this operator must set a second factor up before the token is good for anything else.</param>
internal sealed record SignedIn(
    string Token, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Stages, IReadOnlyList<string> Moderates, DateTimeOffset ExpiresAt,
    bool SecondFactorNeeded = false)
{
    /// <summary>Keeps the token out of log lines.</summary>
    public override string ToString() => nameof(SignedIn);
}
