using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Hls;

internal static class HlsModule
{
    public static void AddHls(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<HlsOptions>();
        builder.Services.TryAddSingleton<HeldRequests>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<HeldRequests>());
    }
}
