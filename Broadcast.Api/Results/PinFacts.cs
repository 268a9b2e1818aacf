using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Chat.Contracts.Facts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Results;

/// <summary>Adds the pins in force.</summary>
internal sealed class PinFacts : IFactsPart
{
    public async Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var pins = await database.StandingPins.AsNoTracking().ToListAsync(cancellation);
        return facts with { Pins = [.. pins.OrderBy(pin => pin.StageId.Value, StringComparer.Ordinal).Select(pin => pin.ToFact())] };
    }
}
