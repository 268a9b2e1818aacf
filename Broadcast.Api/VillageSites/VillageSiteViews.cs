using Broadcast.Chat.Contracts;

namespace Broadcast.Api.VillageSites;

/// <summary>A village site as staff see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Village">Where it is.</param>
/// <param name="County">In which county.</param>
/// <param name="Province">In which province.</param>
/// <param name="HasKey">False when its device key was revoked.</param>
/// <param name="KeyMadeAt">When its key was made.</param>
internal sealed record VillageSiteView(SiteId Id, string Name, string Village, string County, string Province, bool HasKey, DateTimeOffset KeyMadeAt)
{
    public static VillageSiteView Of(VillageSite site) =>
        new(site.Id, site.Name, site.Village, site.County, site.Province, site.KeyDigest is not null, site.KeyMadeAt);
}

/// <param name="Sites">In the order of their ids.</param>
/// <param name="Next">What to ask for as <c>after</c>; null on the last page.</param>
internal sealed record VillageSitePage(IReadOnlyList<VillageSiteView> Sites, SiteId? Next);

/// <summary>A device key in the one answer that shows it.</summary>
internal sealed record DeviceKeyShown(SiteId Id, string DeviceKey);

/// <summary>What a device asks for a ticket with.</summary>
internal sealed record DeviceKeyGiven(string? DeviceKey);

/// <summary>A village site's ticket: a token for the hub's <c>access_token</c>.</summary>
internal sealed record SiteTicket(string Ticket, ViewerId Viewer, VillageSiteView Site, DateTimeOffset ExpiresAt);
