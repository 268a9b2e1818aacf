using Broadcast.Ingest.Alarms;
using Broadcast.Ingest.Inputs;
using Broadcast.Ingest.Monitor;
using Broadcast.Ingest.Processes;
using Broadcast.Ingest.Sources.Health;
using Broadcast.Ingest.Sources.Health.Rules;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Sources;

internal static class SourcesModule
{
    /// <summary>The stages' sources, and the gate before them.</summary>
    public static void AddSources(this IHostApplicationBuilder builder)
    {
        builder.AddProcesses();
        builder.Services.AddOptions<SourceOptions>().BindConfiguration(SourceOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<SourceMetrics>();
        builder.Services.TryAddSingleton<AlarmMetrics>();
        builder.Services.TryAddSingleton<StageAlarms>();
        builder.Services.TryAddSingleton<StageWatches>();
        builder.Services.TryAddSingleton<StageHealth>();
        builder.Services.AddOptions<AlarmOptions>().BindConfiguration(AlarmOptions.Section).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AlarmOptions>, AlarmOptionsValidator>());
        builder.Services.TryAddSingleton<AlarmBook>();
        builder.Services.AddHostedService<AlarmService>();
        builder.Services.TryAddSingleton<StageRegistry>();
        builder.Services.TryAddSingleton<IPublishGate, PublishGate>();
        builder.Services.AddHostedService<SourceTicker>();
        // After the ticker, so that fetching ends before the ticker ends the sources.
        builder.AddInputs();
        builder.Services.AddHostedService<StatePublisher>();
        builder.Services.AddHealthChecks().AddCheck<FactsReady>("facts");
    }

    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        routes.MapSourceHealth();
        routes.MapPublisher();
    }
}
