using Broadcast.Chat.Spine.Settings;
using Broadcast.Ingest.Monitor.Posters;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Monitor;

/// <summary>Adds the monitors of the stages' pictures and sound, and the posters.</summary>
internal static class MonitorModule
{
    public static void AddMonitor(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<MonitorOptions>();
        services.TryAddSingleton<MonitorMetrics>();
        services.TryAddSingleton<ProcessMetrics>();
        services.TryAddSingleton<StageWatches>();
        services.TryAddSingleton<SlatePoster>();
        services.TryAddSingleton<PosterArchive>();
        services.AddHostedService(provider => provider.GetRequiredService<PosterArchive>());
        services.AddHostedService<MonitorService>();
    }
}
