using System.Security.Cryptography;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Errors;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Accounts.SecondFactor;

/// <summary>
/// Checks the code that is sent beside a right password. A code is good once, whatever process is asked: the database takes it by one
/// statement. Whoever knows the password has twenty tries in an hour, from however many addresses: one chance in sixteen thousand; recovery
/// codes are good all the time. Call it outside a transaction: a try counts also when the call is refused.
/// </summary>
internal sealed class CodeCheck(FestivalDb database, SealedAuthenticators secrets, TimeProvider time)
{
    public const int MostTries = 20;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Whether the account has an authenticator that counts.</summary>
    public Task<bool> IsNeededAsync(string account, CancellationToken cancellation) =>
        database.Authenticators.AnyAsync(app => app.AccountId == account && app.ConfirmedAt != null, cancellation);

    /// <summary>Null when the code is right, or none is needed; it is used up then.</summary>
    public async Task<Error?> RefusalAsync(string account, string? code, CancellationToken cancellation)
    {
        if (await database.Authenticators.AsNoTracking().SingleOrDefaultAsync(app => app.AccountId == account && app.ConfirmedAt != null, cancellation) is not { } app)
            return null;
        if (string.IsNullOrWhiteSpace(code))
            return AccountErrors.SecondFactor;

        var isRight = RecoveryCode.Read(code) is { } recovery ? await TakeRecoveryAsync(account, recovery, cancellation) : await TakeAsync(app, code, cancellation);
        return isRight ? null : AccountErrors.Code;
    }

    private async Task<bool> TakeAsync(Authenticator app, string code, CancellationToken cancellation)
    {
        if (!await TakeTryAsync(app.AccountId, cancellation))
            return false;

        var secret = secrets.Open(app);
        var step = Totp.StepOf(secret, code.Trim().Replace(" ", "", StringComparison.Ordinal), time.GetUtcNow());
        CryptographicOperations.ZeroMemory(secret);
        return step is { } right && await database.Authenticators
            .Where(row => row.AccountId == app.AccountId && row.LastStep < right)
            .ExecuteUpdateAsync(row => row.SetProperty(known => known.LastStep, right).SetProperty(known => known.Tried, 0), cancellation) == 1;
    }

    /// <summary>Before the code is looked at: calls at the same time must not all pass.</summary>
    private async Task<bool> TakeTryAsync(string account, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var before = now - Hour;
        await database.Authenticators.Where(row => row.AccountId == account && row.TriedSince <= before)
            .ExecuteUpdateAsync(row => row.SetProperty(known => known.Tried, 0).SetProperty(known => known.TriedSince, now), cancellation);
        return await database.Authenticators.Where(row => row.AccountId == account && row.Tried < MostTries)
            .ExecuteUpdateAsync(row => row.SetProperty(known => known.Tried, known => known.Tried + 1), cancellation) == 1;
    }

    private async Task<bool> TakeRecoveryAsync(string account, string code, CancellationToken cancellation)
    {
        var digest = RecoveryCode.DigestOf(account, code);
        return await database.RecoveryCodes.Where(known => known.AccountId == account && known.Digest == digest).ExecuteDeleteAsync(cancellation) == 1;
    }
}
