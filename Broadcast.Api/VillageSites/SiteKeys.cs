using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.VillageSites;

/// <summary>Ends device keys. What was got with one is refused everywhere as soon as the facts have arrived.</summary>
internal sealed class SiteKeys(FestivalDb database, IOptions<VillageSiteOptions> options, TimeProvider time)
{
    /// <summary>Ends the site's key; to be saved by the caller.</summary>
    /// <param name="site">A tracked site.</param>
    /// <param name="next">The key that takes its place, or null.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task EndAsync(VillageSite site, DeviceKey? next, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        database.RemoveRange(await database.EndedSiteKeys.Where(key => key.ExpiresAt < now).ToListAsync(cancellation));
        if (site.KeyDigest is not null)
            database.Add(new EndedSiteKey { Id = site.KeySession, ExpiresAt = now + options.Value.TicketLifetime });
        site.KeyDigest = next?.Digest;
        site.KeySession = DeviceKey.NewSession();
        site.KeyMadeAt = now;
    }
}
