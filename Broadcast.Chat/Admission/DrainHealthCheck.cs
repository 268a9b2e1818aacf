using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcast.Chat.Admission;

/// <summary>Unhealthy as soon as the node drains, so that load balancers send nobody here.</summary>
internal sealed class DrainHealthCheck(HubGate gate) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(gate.Leaving ? HealthCheckResult.Unhealthy("The node is draining and will stop.") : HealthCheckResult.Healthy());
}
