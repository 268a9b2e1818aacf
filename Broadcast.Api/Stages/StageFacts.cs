using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Facts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Stages;

/// <summary>Adds the stages that are offered, by festival, in their order there.</summary>
internal sealed class StageFacts : IFactsPart
{
    public async Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var stages = await database.OfferedStages.AsNoTracking().ToListAsync(cancellation);
        var ordered = stages.OrderBy(stage => stage.FestivalId.Value, StringComparer.Ordinal).ThenBy(stage => stage.Order);
        return facts with { Stages = [.. ordered.Select(stage => stage.ToFact())] };
    }
}
