using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Chat.Contracts.Facts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Accounts;

/// <summary>Adds the staff sign-ins that were ended before their tokens expire.</summary>
internal sealed class RevokedStaffFacts : IFactsPart
{
    public async Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var ended = await database.StaffSessions.AsNoTracking()
            .Where(session => session.EndedAt != null && session.ExpiresAt > now).Select(session => session.Id).ToListAsync(cancellation);
        return facts with { RevokedSessions = [.. facts.RevokedSessions, .. ended.Order(StringComparer.Ordinal)] };
    }
}
