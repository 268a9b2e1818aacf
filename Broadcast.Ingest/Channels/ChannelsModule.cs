using Broadcast.Chat.Spine.Settings;
using Broadcast.Ingest.Channels.Slate;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Channels;

/// <summary>Registers the settings, the metrics and the slate of all channels.</summary>
internal static class ChannelsModule
{
    public static void AddChannels(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<ChannelOptions>();
        services.TryAddSingleton<ChannelMetrics>();
        services.TryAddSingleton<SlateStore>();
        services.AddHostedService(provider => provider.GetRequiredService<SlateStore>());
    }
}
