using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Playback;

internal static class PlaybackModule
{
    /// <summary>Adds playback tokens, and the gate that checks them.</summary>
    public static void AddPlayback(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<PlaybackOptions, PlaybackOptionsValidator>();
        services.TryAddSingleton<PlaybackTokens>();
        services.TryAddSingleton<PlaybackGate>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, PlaybackGate>(provider => provider.GetRequiredService<PlaybackGate>()));
    }
}
