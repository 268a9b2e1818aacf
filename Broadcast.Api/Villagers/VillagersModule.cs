using Broadcast.Api.VillageSites;

namespace Broadcast.Api.Villagers;

internal static class VillagersModule
{
    public static void AddVillagers(this IHostApplicationBuilder builder)
    {
        builder.Services.AddScoped<SiteAccess>();
        builder.Services.AddScoped<ISiteUse, SiteVillagers>();
        builder.Services.AddScoped<VillagerNames>();
        builder.Services.AddScoped<VillagerTelephone>();
    }
}
