using Broadcast.Api.Data;
using Broadcast.Api.VillageSites;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Villagers;

/// <summary>A site is used once it has named a villager, also one that has left it.</summary>
internal sealed class SiteVillagers(FestivalDb database) : ISiteUse
{
    public Task<bool> IsUsedAsync(SiteId site, CancellationToken cancellation) => database.Villagers.AnyAsync(villager => villager.SiteId == site, cancellation);
}
