using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcast.Chat.Admission;

/// <summary>Not ready as soon as the node is going away, so that no balancer sends anybody here.</summary>
internal sealed class Staying(HubGate gate) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(gate.Leaving ? HealthCheckResult.Unhealthy("The node is going away.") : HealthCheckResult.Healthy());
}
