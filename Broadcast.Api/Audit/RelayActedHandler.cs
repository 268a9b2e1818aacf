using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Rooms;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Audit;

/// <summary>Notes what was done to a relay by hand. Two equal acts in one millisecond count as one that was delivered twice.</summary>
internal sealed class RelayActedHandler(IDbContextFactory<FestivalDb> databases) : IOutcomeHandler<RelayActed>
{
    public async Task HandleAsync(RelayActed outcome, Lease lease, CancellationToken cancellationToken)
    {
        // An act changes a relay also when the same stage stays on air: its name always differs.
        var change = AuditChange.Of(outcome.Before, new { outcome.Act, outcome.After.OnAir, outcome.After.Held })!;
        var entry = new AuditEntry
        {
            At = DateTimeOffset.FromUnixTimeMilliseconds(outcome.At),
            By = outcome.By,
            What = AuditThings.Channel,
            Thing = outcome.Channel.Value,
            Action = change.Action,
            Before = change.Before,
            After = change.After,
        };
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.BeginTurnAsync($"audit:{entry.What}:{entry.Thing}", cancellationToken);
        var known = database.AuditEntries.Where(noted => noted.What == entry.What && noted.Thing == entry.Thing && noted.At == entry.At);
        if (await known.AnyAsync(noted => noted.After == entry.After, cancellationToken))
            return;

        database.Add(entry);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
