using Broadcast.Chat.Spine.Refusals;
using Broadcast.Chat.Spine.Settings;
using Broadcast.Chat.Spine.Time;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Rtmp;

internal static class RtmpModule
{
    /// <summary>Registers the RTMP server. <see cref="Publishing.IPublishGate"/> decides who may publish.</summary>
    public static void AddRtmp(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<RtmpOptions, RtmpOptionsValidator>();
        builder.AddClock();
        builder.AddRefusals();
        builder.Services.TryAddSingleton<RtmpEndpoint>();
        builder.Services.TryAddSingleton<RtmpMetrics>();
        builder.Services.AddHostedService<RtmpServer>();
        builder.Services.AddHealthChecks().AddCheck<RtmpReady>("ingest");
    }
}
