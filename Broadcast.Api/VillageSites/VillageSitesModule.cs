namespace Broadcast.Api.VillageSites;

internal static class VillageSitesModule
{
    public static void AddVillageSites(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<VillageSiteOptions>().BindConfiguration(VillageSiteOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddScoped<SiteKeys>();
    }
}
