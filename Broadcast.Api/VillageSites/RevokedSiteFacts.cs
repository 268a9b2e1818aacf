using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Chat.Contracts.Facts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.VillageSites;

/// <summary>Adds the device keys that were ended before their tickets expire.</summary>
internal sealed class RevokedSiteFacts : IFactsPart
{
    public async Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var ended = await database.EndedSiteKeys.AsNoTracking().Where(key => key.ExpiresAt > now).Select(key => key.Id).ToListAsync(cancellation);
        return facts with { RevokedSessions = [.. facts.RevokedSessions, .. ended.Order(StringComparer.Ordinal)] };
    }
}
