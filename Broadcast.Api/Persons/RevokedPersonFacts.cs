using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Chat.Contracts.Facts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Persons;

/// <summary>Adds the persons whose earlier tokens were revoked.</summary>
internal sealed class RevokedPersonFacts : IFactsPart
{
    public async Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var revoked = await database.PersonRevocations.AsNoTracking().ToListAsync(cancellation);
        return facts with { RevokedPersons = [.. revoked.OrderBy(revocation => revocation.Viewer, StringComparer.Ordinal).Select(revocation => revocation.ToFact())] };
    }
}
