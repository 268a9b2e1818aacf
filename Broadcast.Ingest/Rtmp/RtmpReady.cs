using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcast.Ingest.Rtmp;

/// <summary>Ready when encoders are let in: the door opens last, when everything behind it stands.</summary>
internal sealed class RtmpReady(RtmpEndpoint endpoint) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(endpoint.Bound is null ? HealthCheckResult.Unhealthy("The RTMP port is not open yet.") : HealthCheckResult.Healthy());
}
