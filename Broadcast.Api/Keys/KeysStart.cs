using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Keys;

/// <summary>
/// After the database is set up, and before anything else starts: refuses another root key, seals again what the former one has
/// sealed, and makes the first signing keys.
/// </summary>
internal sealed partial class KeysStart(
    IDbContextFactory<FestivalDb> databases, RootKey root, IEnumerable<IRootSealed> tables, KeyRotation rotation, IEnumerable<SigningPurpose> purposes, TimeProvider time,
    ILogger<KeysStart> logger) : EarlyStart
{
    private const string Turn = "root-key";

    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using (var transaction = await database.BeginTurnAsync(Turn, cancellationToken))
        {
            await SealAsync(database, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        foreach (var purpose in purposes)
            await rotation.BeginAsync(purpose, cancellationToken);
    }

    /// <summary>Sees to it that the database is sealed with our root key; in the turn, so of several processes that start, one does it.</summary>
    private async Task SealAsync(FestivalDb database, CancellationToken cancellation)
    {
        var mark = await MarkAsync(database, cancellation);
        if (mark.Mark == root.Mark)
            return;
        if (mark.Mark != root.FormerMark)
            throw new StartFailure(
                "Keys:Root is not the key by which this database is sealed: its private keys and addresses could not be opened. Set the key that was used before; the host that made it keeps it in the file root-key of its data directory.");

        foreach (var table in tables)
            await table.SealAgainAsync(database, root, cancellation);
        (mark.Mark, mark.MadeAt) = (root.Mark, time.GetUtcNow());
        await database.SaveChangesAsync(cancellation);
        SealedAgain(logger);
    }

    /// <summary>The mark in the database; in a new one, our own.</summary>
    private async Task<RootKeyMark> MarkAsync(FestivalDb database, CancellationToken cancellation)
    {
        if (await database.RootKeyMarks.SingleOrDefaultAsync(cancellation) is { } known)
            return known;

        var own = new RootKeyMark { Mark = root.Mark, MadeAt = time.GetUtcNow() };
        database.Add(own);
        await database.SaveChangesAsync(cancellation);
        return own;
    }

    [LoggerMessage(EventName = nameof(SealedAgain), Level = LogLevel.Information, Message = "Sealed with Keys:Root what Keys:FormerRoot had sealed")]
    private static partial void SealedAgain(ILogger logger);
}
