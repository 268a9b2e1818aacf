using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Simulcast;

internal static class SimulcastModule
{
    /// <summary>Channels pushed to other platforms.</summary>
    public static void AddSimulcast(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SimulcastOptions>().BindConfiguration(SimulcastOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SimulcastOptions>, SimulcastOptionsValidator>());
        services.TryAddSingleton<SimulcastMetrics>();
        services.TryAddSingleton<SimulcastPushes>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SimulcastPushes>(provider => provider.GetRequiredService<SimulcastPushes>()));
    }
}
