using Broadcast.Api.Facts;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.VillageSites;

internal static class VillageSitesModule
{
    public static void AddVillageSites(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<VillageSiteOptions>();
        builder.AddAddressLimit<VillageSiteOptions>(SiteTicketEndpoint.Limit, options => options.TicketsPerAddress);
        builder.AddFacts<RevokedSiteFacts>();
        builder.Services.AddScoped<SiteKeys>();
        builder.Services.AddScoped<SiteWriter>();
    }
}
