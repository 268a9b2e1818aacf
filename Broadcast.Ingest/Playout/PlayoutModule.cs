using Broadcast.Ingest.Playout.Orders;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Playout;

/// <summary>What plays on each channel: a stage's source, or the relay's rundown.</summary>
internal static class PlayoutModule
{
    /// <summary>Call after <c>AddChannels</c>: the slate must be made before the first channel.</summary>
    public static void AddPlayout(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton<ChannelNotices>();
        services.AddHostedService(provider => provider.GetRequiredService<ChannelNotices>());
        services.TryAddSingleton<ChannelRegistry>();
        services.AddHostedService(provider => provider.GetRequiredService<ChannelRegistry>());
        services.AddHealthChecks().AddCheck<ChannelsReady>("channels");
        builder.AddOrders();
        services.TryAddSingleton<PlayoutDesk>();
        services.TryAddSingleton<OrderHandlers>();
        services.AddHostedService<PlayoutOrderReader>();
    }
}
