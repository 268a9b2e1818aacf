using Broadcast.Chat.Spine.Facts;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcast.Ingest.Playout;

/// <summary>Ready when every channel that the facts name plays; before that, its playlist is answered with 404.</summary>
internal sealed class ChannelsReady(ChannelRegistry channels, FactsReader facts) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var known = facts.Current.Facts;
        var all = known.Stages.All(stage => channels.Stage(stage.Id.Value) is not null) && known.Relays.All(relay => channels.Relay(relay.Channel.Value) is not null);
        return Task.FromResult(all ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Not all channels play yet."));
    }
}
