using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Simulcast;

internal static class SimulcastModule
{
    /// <summary>Channels pushed to other platforms.</summary>
    public static void AddSimulcast(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<SimulcastOptions, SimulcastOptionsValidator>();
        services.TryAddSingleton<SimulcastMetrics>();
        services.TryAddSingleton<SimulcastAims>();
        services.TryAddSingleton<SimulcastPushes>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SimulcastPushes>(provider => provider.GetRequiredService<SimulcastPushes>()));
    }
}
