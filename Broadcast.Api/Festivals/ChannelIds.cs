using Broadcast.Api.Data;
using Broadcast.Chat.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Festivals;

/// <summary>Stages and relays are channels, so their ids are of one space.</summary>
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
