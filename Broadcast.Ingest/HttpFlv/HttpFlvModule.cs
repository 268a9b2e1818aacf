using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.HttpFlv;

internal static class HttpFlvModule
{
    /// <summary>Registers channels as FLV, for HTTP clients and for pushes to other platforms.</summary>
    public static void AddHttpFlv(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<HttpFlvOptions>();
        services.TryAddSingleton<HttpFlvMetrics>();
        services.TryAddSingleton<FlvClients>();
        services.TryAddSingleton<FlvFeeds>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FlvFeeds>(provider => provider.GetRequiredService<FlvFeeds>()));
    }
}
