using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Ladder;

/// <summary>Renditions of stages and relays.</summary>
internal static class LadderModule
{
    public static void AddLadder(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<LadderOptions, LadderOptionsValidator>();
        services.TryAddSingleton<LadderMetrics>();
        services.TryAddSingleton<Ladders>();
        services.AddHostedService(provider => provider.GetRequiredService<Ladders>());
    }
}
