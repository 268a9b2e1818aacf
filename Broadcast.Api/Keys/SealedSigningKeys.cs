using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Keys;

internal sealed class SealedSigningKeys : IRootSealed
{
    public async Task SealAgainAsync(FestivalDb database, RootKey root, CancellationToken cancellation)
    {
        foreach (var key in await database.SigningKeys.Where(key => key.Private != null).ToListAsync(cancellation))
            key.Private = root.SealAgain(SigningKey.PlaceOf(key.Id), key.Private!);
    }
}
