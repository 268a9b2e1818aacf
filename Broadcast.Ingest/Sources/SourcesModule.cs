using Broadcast.Chat.Spine.Processes;
using Broadcast.Chat.Spine.Settings;
using Broadcast.Chat.Spine.Time;
using Broadcast.Ingest.Rtmp.Publishing;
using Broadcast.Ingest.Sources.Alarms;
using Broadcast.Ingest.Sources.Health.Rules;
using Broadcast.Ingest.Sources.Health;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Sources;

internal static class SourcesModule
{
    /// <summary>Adds the stages' sources, their alarms, and the gate that admits publishers.</summary>
    public static void AddSources(this IHostApplicationBuilder builder)
    {
        builder.AddProcesses();
        builder.Services.AddSettings<SourceOptions>();
        builder.AddClock();
        builder.Services.TryAddSingleton<SourceMetrics>();
        builder.Services.TryAddSingleton<AlarmMetrics>();
        builder.Services.TryAddSingleton<StageAlarms>();
        builder.Services.TryAddSingleton<StageReadings>();
        builder.Services.TryAddSingleton<StageHealth>();
        builder.Services.AddSettings<AlarmOptions, AlarmOptionsValidator>();
        builder.Services.TryAddSingleton<AlarmBook>();
        builder.Services.AddHostedService<AlarmService>();
        builder.Services.TryAddSingleton<StageRegistry>();
        builder.Services.TryAddSingleton<IPublishGate, PublishGate>();
        builder.Services.AddHostedService<SourceTicker>();
        builder.Services.AddHostedService<StatePublisher>();
        builder.Services.AddHealthChecks().AddCheck<FactsReady>("facts");
    }

    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        routes.MapSourceHealth();
        routes.MapPublisher();
    }
}
