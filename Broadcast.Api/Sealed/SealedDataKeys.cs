using Broadcast.Api.Data;
using Broadcast.Api.Keys;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Sealed;

internal sealed class SealedDataKeys : IRootSealed
{
    public async Task SealAgainAsync(FestivalDb database, RootKey root, CancellationToken cancellation)
    {
        foreach (var key in await database.DataKeys.ToListAsync(cancellation))
            key.Wrapped = root.SealAgain(DataKey.PlaceOf(key.Id), key.Wrapped);
    }
}
