using Broadcast.Api.Facts;
using Broadcast.Api.Spine;

namespace Broadcast.Api.VillageSites;

internal static class VillageSitesModule
{
    public static void AddVillageSites(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<VillageSiteOptions>().BindConfiguration(VillageSiteOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.AddAddressLimit<VillageSiteOptions>(SiteTicketEndpoint.Limit, options => options.TicketsPerAddress);
        builder.AddFacts<RevokedSiteFacts>();
        builder.Services.AddScoped<SiteKeys>();
    }
}
