using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Playback;

internal static class PlaybackModule
{
    /// <summary>Adds playback tokens, and the gate that checks them.</summary>
    public static void AddPlayback(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PlaybackOptions>().BindConfiguration(PlaybackOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<PlaybackTokens>();
        services.TryAddSingleton<PlaybackGate>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, PlaybackGate>(provider => provider.GetRequiredService<PlaybackGate>()));
    }
}
