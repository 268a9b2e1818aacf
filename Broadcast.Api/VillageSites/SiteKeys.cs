using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.VillageSites;

/// <summary>Ends device keys. Every service refuses the tickets of an ended key, and those of the site's villagers, as soon as the facts arrive there.</summary>
internal sealed class SiteKeys(FestivalDb database, IOptions<VillageSiteOptions> options, TimeProvider time)
{
    /// <summary>How long a villager's ticket is valid.</summary>
    public static readonly TimeSpan VillagerTicketLifetime = TimeSpan.FromMinutes(30);

    /// <summary>Ends the site's key and sets the next one. The caller has the site's turn, saves the changes and commits.</summary>
    /// <param name="site">A tracked site.</param>
    /// <param name="next">The new key; null to leave the site without one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task EndAsync(VillageSite site, DeviceKey? next, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        // Not part of the facts any more. One statement, because two processes may remove the same keys.
        await database.EndedSiteKeys.Where(key => key.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
        if (site.KeyDigest is not null)
            database.Add(new EndedSiteKey { Id = site.KeySession, ExpiresAt = now + LongestLifetime });
        site.KeyDigest = next?.Digest;
        site.KeySession = DeviceKey.NewSession();
        site.KeyMadeAt = now;
    }

    /// <summary>How long the last ticket lives that was given for a key, the site's own or a villager's.</summary>
    private TimeSpan LongestLifetime => options.Value.TicketLifetime > VillagerTicketLifetime ? options.Value.TicketLifetime : VillagerTicketLifetime;
}
