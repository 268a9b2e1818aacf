using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Ingest.Simulcast;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Simulcast;

/// <summary>Adds the targets that are switched on, of channels that are offered; their URLs are sealed for Ingest.</summary>
internal sealed class PushTargetFacts(PushTargetKeys keys, FactsSeal seal) : IFactsPart
{
    public async Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var targets = await database.PushTargets.AsNoTracking().Where(target => target.On).ToListAsync(cancellation);
        if (targets.Count == 0)
            return facts;

        var offered = await database.OfferedChannelsAsync(cancellation);
        return facts with { Platforms = [.. targets.Where(target => offered.Contains(target.Channel)).OrderBy(target => target.Id, StringComparer.Ordinal).Select(ToFact)] };
    }

    private PlatformFact ToFact(PushTarget target) => new()
    {
        Id = target.Id,
        Channel = target.Channel,
        SealedUrl = seal.Seal(SimulcastAims.PlaceOf(target.Id), PushTargetFields.UrlOf(target.Server, keys.Open(target))),
    };
}
