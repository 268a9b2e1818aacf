using System.Text.Json.Nodes;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Rooms;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Audit;

/// <summary>Notes what was done to a channel by hand. Two equal acts in one millisecond count as one that was delivered twice.</summary>
internal sealed class ChannelActedHandler(IDbContextFactory<FestivalDb> databases) : IOutcomeHandler<ChannelActed>
{
    public async Task HandleAsync(ChannelActed outcome, Lease lease, CancellationToken cancellationToken)
    {
        // An act is one also when no field differs, as where the same stage stays on air: its name always does.
        var after = new JsonObject { ["act"] = outcome.Act };
        foreach (var field in outcome.After.EnumerateObject())
            after[field.Name] = JsonNode.Parse(field.Value.GetRawText());
        var change = AuditChange.Of(JsonObject.Create(outcome.Before), after)!;
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
