using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.VillageSites;

/// <summary>Says whether somebody is known by a site, so that it is retired and not removed.</summary>
internal interface ISiteUse
{
    Task<bool> IsUsedAsync(SiteId site, CancellationToken cancellation);
}
