using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Keys;

/// <summary>
/// Makes the next key of a purpose: published at once, and signing after <see cref="KeysOptions.Lead"/>, when everybody knows it. Any
/// process may ask; of several at once, one makes the key.
/// </summary>
internal sealed partial class KeyRotation(
    IDbContextFactory<FestivalDb> databases, RootKey root, IOptions<KeysOptions> options, TimeProvider time, ILogger<KeyRotation> logger)
{
    /// <summary>By how much another process may be late to see that a key was replaced: its copy of the keys, and its clock.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    /// <summary>Makes the first key of a purpose, if there is none. It signs at once, because nothing was signed before it.</summary>
    public async Task BeginAsync(SigningPurpose purpose, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.BeginTurnAsync(TurnOf(purpose), cancellation);
        if (await database.SigningKeys.AnyAsync(key => key.Purpose == purpose.Name, cancellation))
            return;

        var now = time.GetUtcNow();
        var first = SigningKey.Make(purpose, serial: 1, root, now, signsFrom: now);
        database.Add(first);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        Made(logger, first.Id, purpose.Name, first.SignsFrom);
    }

    public async Task<Result<SigningKey>> RotateAsync(FestivalDb database, SigningPurpose purpose, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(TurnOf(purpose), cancellation);
        var newest = await database.SigningKeys.Where(key => key.Purpose == purpose.Name).OrderByDescending(key => key.Serial).FirstAsync(cancellation);
        var now = time.GetUtcNow();
        if (newest.SignsFrom > now)
            return KeyErrors.Waits(newest);

        var next = SigningKey.Make(purpose, newest.Serial + 1, root, now, now + options.Value.Lead);
        database.Add(next);
        newest.SignsUntil = next.SignsFrom;
        newest.PublishedUntil = next.SignsFrom + Slack + purpose.Lasting;
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        Made(logger, next.Id, purpose.Name, next.SignsFrom);
        return next;
    }

    private static string TurnOf(SigningPurpose purpose) => $"signing-keys:{purpose.Name}";

    [LoggerMessage(EventName = nameof(Made), Level = LogLevel.Information, Message = "Made the key {Key} for {Purpose}: published now, and signing from {From:O}")]
    private static partial void Made(ILogger logger, string key, string purpose, DateTimeOffset from);
}
