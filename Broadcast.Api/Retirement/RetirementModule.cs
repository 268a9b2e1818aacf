namespace Broadcast.Api.Retirement;

internal static class RetirementModule
{
    public static void AddRetirement(this IHostApplicationBuilder builder)
    {
        builder.Services.AddScoped<OpenStages>();
        builder.Services.AddScoped<LiveStages>();
        builder.Services.AddScoped<FestivalRetirement>();
        builder.Services.AddScoped<StageRetirement>();
    }
}
