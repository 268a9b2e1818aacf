using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Rundown;

/// <summary>Adds the relay channels with their rundowns, but for those of retired festivals.</summary>
internal sealed class RelayFacts : IFactsPart
{
    public async Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var festivals = await database.Festivals.AsNoTracking().Where(festival => festival.RetiredAt == null).ToListAsync(cancellation);
        var slots = await database.Slots.AsNoTracking().OrderBy(slot => slot.Start).ToListAsync(cancellation);
        return facts with { Relays = [.. festivals.OrderBy(festival => festival.Id.Value, StringComparer.Ordinal).Select(festival => Relay(festival, slots))] };
    }

    private static RelayFact Relay(Festival festival, IReadOnlyList<Slot> slots) => new()
    {
        Channel = ChannelId.Parse(festival.Id.Value),
        Name = festival.Name,
        NameEn = festival.NameEn,
        RundownRevision = festival.RundownRevision,
        Slots = [.. slots.Where(slot => slot.FestivalId == festival.Id).Select(slot => slot.ToFact())],
    };
}
