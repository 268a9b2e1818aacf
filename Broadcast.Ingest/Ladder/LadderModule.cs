using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Ladder;

/// <summary>Renditions of stages and relays.</summary>
internal static class LadderModule
{
    public static void AddLadder(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<LadderOptions>().BindConfiguration(LadderOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LadderOptions>, LadderOptionsValidator>());
        services.TryAddSingleton<LadderMetrics>();
        services.TryAddSingleton<Ladders>();
        services.AddHostedService(provider => provider.GetRequiredService<Ladders>());
    }
}
