using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Hls;

internal static class HlsModule
{
    public static void AddHls(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<HlsOptions>().BindConfiguration(HlsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddSingleton<HeldRequests>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<HeldRequests>());
    }
}
