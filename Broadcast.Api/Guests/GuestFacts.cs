using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Chat.Contracts.Facts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Guests;

/// <summary>Adds what guests may do at each festival where an operator has decided it.</summary>
internal sealed class GuestFacts : IFactsPart
{
    public async Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var rules = await database.GuestRules.AsNoTracking().ToListAsync(cancellation);
        return facts with { Guests = [.. rules.OrderBy(rule => rule.FestivalId.Value, StringComparer.Ordinal).Select(rule => rule.ToFact())] };
    }
}
