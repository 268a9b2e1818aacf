using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Chat.Contracts.Facts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Persons;

/// <summary>Adds the sign-ins of persons that were ended before their tickets expire.</summary>
internal sealed class EndedPersonFacts : IFactsPart
{
    public async Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var ended = await database.EndedPersonSessions.AsNoTracking().Where(session => session.ExpiresAt > now).Select(session => session.Id).ToListAsync(cancellation);
        return facts with { RevokedSessions = [.. facts.RevokedSessions, .. ended] };
    }
}
