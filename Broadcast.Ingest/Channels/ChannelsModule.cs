using Broadcast.Ingest.Channels.Slate;
using Broadcast.Ingest.Hls;
using Broadcast.Ingest.Orders;
using Broadcast.Ingest.Playout;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Channels;

/// <summary>Channels, their HLS origin and the relay's playout.</summary>
internal static class ChannelsModule
{
    public static void AddChannels(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ChannelOptions>().BindConfiguration(ChannelOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HlsOptions>().BindConfiguration(HlsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<ChannelMetrics>();
        services.TryAddSingleton<HeldRequests>();
        // In this order: the slate is made before the first channel.
        Host<SlateStore>(services);
        Host<ChannelNotices>(services);
        Host<ChannelRegistry>(services);
        services.AddHealthChecks().AddCheck<ChannelsReady>("channels");
        builder.AddOrders();
        Host<OrderReader>(services);
    }

    public static void MapChannels(this IEndpointRouteBuilder routes)
    {
        routes.MapHls();
        routes.MapPlayout();
    }

    private static void Host<TService>(IServiceCollection services) where TService : class, IHostedService
    {
        services.TryAddSingleton<TService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TService>(provider => provider.GetRequiredService<TService>()));
    }
}
