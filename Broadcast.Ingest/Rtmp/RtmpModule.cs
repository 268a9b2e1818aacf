using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Rtmp;

internal static class RtmpModule
{
    /// <summary>Registers the RTMP server. <see cref="Publishing.IPublishGate"/> decides who may publish.</summary>
    public static void AddRtmp(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RtmpOptions>().BindConfiguration(RtmpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RtmpOptions>, RtmpOptionsValidator>());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<RtmpEndpoint>();
        builder.Services.TryAddSingleton<RtmpMetrics>();
        builder.Services.AddHostedService<RtmpServer>();
        builder.Services.AddHealthChecks().AddCheck<RtmpReady>("ingest");
    }
}
