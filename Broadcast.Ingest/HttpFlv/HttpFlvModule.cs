using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.HttpFlv;

internal static class HttpFlvModule
{
    /// <summary>Channels as FLV, over HTTP and for those who push it on.</summary>
    public static void AddHttpFlv(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<HttpFlvOptions>().BindConfiguration(HttpFlvOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<HttpFlvMetrics>();
        services.TryAddSingleton<FlvClients>();
        services.TryAddSingleton<FlvFeeds>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FlvFeeds>(provider => provider.GetRequiredService<FlvFeeds>()));
    }
}
