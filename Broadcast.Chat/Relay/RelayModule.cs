using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Relay;

internal static class RelayModule
{
    public static void AddRelay(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<ProjectionStore>();
        builder.Services.TryAddSingleton<RelayCopier>();
        builder.Services.TryAddSingleton<OnAirWatch>();
        builder.Services.AddHostedService<RelayProjector>();
    }
}
