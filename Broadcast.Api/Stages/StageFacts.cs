using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Facts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Stages;

/// <summary>Adds the stages, by festival, in their order there.</summary>
internal sealed class StageFacts : IFactsPart
{
    public async Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var stages = await database.Stages.AsNoTracking().OrderBy(stage => stage.FestivalId).ThenBy(stage => stage.Order).ToListAsync(cancellation);
        return facts with { Stages = [.. stages.Select(stage => stage.ToFact())] };
    }
}
