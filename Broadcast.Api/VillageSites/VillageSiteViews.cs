using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.VillageSites;

/// <summary>A village site as staff see it.</summary>
/// <param name="Id">The site's id.</param>
/// <param name="Name">The site's name.</param>
/// <param name="Village">The village that it is in.</param>
/// <param name="County">The county of the village.</param>
/// <param name="Province">The province of the village.</param>
/// <param name="HasKey">False when its device key was revoked.</param>
/// <param name="KeyMadeAt">When its key was made or revoked.</param>
/// <param name="Revision">Rises with each change.</param>
internal sealed record VillageSiteView(SiteId Id, string Name, string Village, string County, string Province, bool HasKey, DateTimeOffset KeyMadeAt, long Revision)
{
    /// <summary>When it was retired; absent while it is offered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RetiredAt { get; init; }

    public static VillageSiteView Of(VillageSite site) =>
        new(site.Id, site.Name, site.Village, site.County, site.Province, site.KeyDigest is not null, site.KeyMadeAt, site.Revision) { RetiredAt = site.RetiredAt };
}

/// <param name="Sites">In the order of their ids.</param>
/// <param name="Next">The <c>after</c> of the next page; null on the last page.</param>
internal sealed record VillageSitePage(IReadOnlyList<VillageSiteView> Sites, SiteId? Next);

/// <summary>A new device key. No other answer shows it.</summary>
internal sealed record DeviceKeyShown(SiteId Id, string DeviceKey)
{
    /// <summary>Keeps the key out of log lines.</summary>
    public override string ToString() => nameof(DeviceKeyShown);
}

/// <summary>The key for which a device asks for a ticket.</summary>
internal sealed record DeviceKeyGiven(string? DeviceKey)
{
    /// <summary>Keeps the key out of log lines.</summary>
    public override string ToString() => nameof(DeviceKeyGiven);
}

/// <summary>A village site's ticket: a token for the hub's <c>access_token</c>.</summary>
internal sealed record SiteTicket(string Ticket, ViewerId Viewer, VillageSiteView Site, DateTimeOffset ExpiresAt)
{
    /// <summary>Keeps the ticket out of log lines.</summary>
    public override string ToString() => nameof(SiteTicket);
}
