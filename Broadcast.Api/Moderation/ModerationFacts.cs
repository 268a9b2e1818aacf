using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Chat.Contracts.Facts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Moderation;

/// <summary>Adds the moderated words, the bans and shadows in force, and the modes of rooms.</summary>
internal sealed class ModerationFacts : IFactsPart
{
    public async Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var words = await database.ModeratedWords.AsNoTracking().OrderBy(word => word.Folded).ToListAsync(cancellation);
        // Newest first, as FactsView reads them. A person may have one for all rooms and one for a single room: both hold.
        var restrictions = await database.StandingRestrictions.AsNoTracking()
            .Where(held => held.Until == null || held.Until > now).OrderByDescending(held => held.Since).Take(FestivalFacts.MostRestrictions).ToListAsync(cancellation);
        var modes = await database.StandingModes.AsNoTracking().OrderBy(mode => mode.Room).ToListAsync(cancellation);
        return facts with
        {
            Words = [.. words.Select(word => word.ToFact())],
            Restrictions = [.. restrictions.Select(held => held.ToFact())],
            Modes = [.. modes.Select(mode => mode.ToFact())],
        };
    }
}
