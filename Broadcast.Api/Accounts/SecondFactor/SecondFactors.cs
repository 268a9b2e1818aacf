using System.Security.Cryptography;
using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Errors;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Accounts.SecondFactor;

/// <summary>Sets second factors up and takes them away, each in the turn of its account.</summary>
internal sealed class SecondFactors(FestivalDb database, SealedAuthenticators secrets, StaffSessions sessions, AuditBook audit, TimeProvider time)
{
    /// <summary>Makes a secret for an app, which counts when it is confirmed; one that was made before and not confirmed is forgotten.</summary>
    public async Task<Result<byte[]>> BeginAsync(StaffAccount account, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(StaffSessions.TurnOf(account.Id), cancellation);
        if (await FindAsync(account.Id, cancellation) is { } known)
        {
            if (known.ConfirmedAt is not null)
                return AccountErrors.SecondFactorOn;
            database.Remove(known);
            await database.SaveChangesAsync(cancellation);
        }

        var secret = RandomNumberGenerator.GetBytes(Totp.SecretSize);
        database.Add(new Authenticator { AccountId = account.Id, Secret = secrets.Seal(account.Id, secret), TriedSince = time.GetUtcNow() });
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return secret;
    }

    /// <summary>From now on the app counts. Ends the account's sign-ins, because they began without it. Returns the recovery codes.</summary>
    public async Task<Result<IReadOnlyList<string>>> ConfirmAsync(StaffAccount account, string? code, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(StaffSessions.TurnOf(account.Id), cancellation);
        if (await FindAsync(account.Id, cancellation) is not { } app)
            return AccountErrors.SecondFactorOff;
        if (app.ConfirmedAt is not null)
            return AccountErrors.SecondFactorOn;
        if (Totp.StepOf(secrets.Open(app), code?.Trim().Replace(" ", "", StringComparison.Ordinal) ?? "", time.GetUtcNow()) is not { } step)
            return AccountErrors.Code;

        (app.ConfirmedAt, app.LastStep) = (time.GetUtcNow(), step);
        // A sign-in that is under way has looked for a second factor and found none: it does not begin.
        await database.Entry(account).ReloadAsync(cancellation);
        account.SecurityStamp = Guid.NewGuid().ToString();
        var codes = Enumerable.Range(0, RecoveryCode.Number).Select(_ => RecoveryCode.Make()).ToList();
        database.AddRange(codes.Select(made => new RecoveryCode { AccountId = account.Id, Digest = RecoveryCode.DigestOf(account.Id, made) }));
        await database.SaveChangesAsync(cancellation);
        await sessions.EndAllAsync(account.Id, but: null, cancellation);
        await NoteAsync(account.Id, isOn: true, cancellation);
        await transaction.CommitAsync(cancellation);
        return codes;
    }

    /// <summary>False when there is none.</summary>
    public async Task<bool> RemoveAsync(string account, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(StaffSessions.TurnOf(account), cancellation);
        if (await FindAsync(account, cancellation) is not { ConfirmedAt: not null } app)
            return false;

        // Its recovery codes go with it.
        database.Remove(app);
        await database.SaveChangesAsync(cancellation);
        await NoteAsync(account, isOn: false, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private Task NoteAsync(string account, bool isOn, CancellationToken cancellation) =>
        audit.NoteAsync(AuditThings.Account, account, new { SecondFactor = !isOn }, new { SecondFactor = isOn }, cancellation);

    private Task<Authenticator?> FindAsync(string account, CancellationToken cancellation) =>
        database.Authenticators.SingleOrDefaultAsync(app => app.AccountId == account, cancellation);
}
