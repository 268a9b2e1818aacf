using Broadcast.Chat.Spine.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Data;

/// <summary>
/// Migrates the database before anything else starts, one process at a time. EF's own lock on SQLite is a row, which a killed host would
/// leave behind for ever; the engine's lock ends with its holder.
/// </summary>
internal sealed partial class DatabaseStart(IDatabaseEngine engine, TimeProvider time, ILogger<DatabaseStart> logger) : EarlyStart
{
    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var turn = await engine.LockAsync(cancellationToken);
            await using var database = engine.Open();
            var applied = await engine.MigrateAsync(database, cancellationToken);
            if (applied > 0)
                Migrated(logger, applied);
            if (!await database.FactsStates.AnyAsync(cancellationToken))
            {
                database.FactsStates.Add(FactsState.New(time.GetUtcNow()));
                await database.SaveChangesAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (engine.IsUnusable(exception))
        {
            throw new StartFailure($"The database {engine.Place} cannot be used: {exception.GetBaseException().Message} {engine.RemedyOf(exception)}, or change ConnectionStrings:Database.", exception);
        }
    }

    [LoggerMessage(EventName = nameof(Migrated), Level = LogLevel.Information, Message = "Applied {Count} migrations to the database")]
    private static partial void Migrated(ILogger logger, int count);
}
