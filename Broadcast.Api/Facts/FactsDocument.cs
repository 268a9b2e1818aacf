using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Spine.Facts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Facts;

/// <summary>Reads the facts out of the database: each feature adds its part.</summary>
internal sealed class FactsDocument(IEnumerable<IFactsPart> parts)
{
    public static Task<FactsStamp> StampAsync(FestivalDb database, CancellationToken cancellation) =>
        database.FactsStates.Select(state => new FactsStamp(state.Lineage, state.Epoch, state.Revision)).SingleAsync(cancellation);

    /// <summary>The whole document, of one moment.</summary>
    public async Task<FestivalFacts> ReadAsync(FestivalDb database, DateTimeOffset now, CancellationToken cancellation)
    {
        // The transaction makes the reads one: what they see belongs to the revision beside it.
        await using var moment = await database.BeginMomentAsync(cancellation);
        var state = await database.FactsStates.AsNoTracking().SingleAsync(cancellation);
        var facts = FestivalFacts.Empty with { Revision = state.Revision, Epoch = state.Epoch, Lineage = state.Lineage };
        foreach (var part in parts)
            facts = await part.AddAsync(database, facts, now, cancellation);
        return facts;
    }
}
