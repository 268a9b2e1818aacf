namespace Broadcast.Api.Festivals;

internal static class FestivalsModule
{
    public static void AddFestivals(this IHostApplicationBuilder builder) => builder.Services.AddScoped<FestivalWriter>();
}
