using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Festivals;

/// <summary>Festivals and stages share one space of ids, because both a relay and a stage are channels.</summary>
internal static class ChannelIds
{
    public static async Task<bool> TakenAsync(FestivalDb database, string id, CancellationToken cancellation)
    {
        var festival = FestivalId.Parse(id);
        var stage = StageId.Parse(id);
        return await database.Festivals.AnyAsync(known => known.Id == festival, cancellation)
            || await database.Stages.AnyAsync(known => known.Id == stage, cancellation);
    }
}
