using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcast.Ingest.Rtmp;

/// <summary>Healthy once encoders are let in, which comes last, when everything behind the RTMP server runs.</summary>
internal sealed class RtmpReady(RtmpEndpoint endpoint) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(endpoint.Bound is null ? HealthCheckResult.Unhealthy("The RTMP port is not open yet.") : HealthCheckResult.Healthy());
}
