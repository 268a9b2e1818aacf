using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcast.Api.Facts;

/// <summary>Unhealthy while this process's database is not the one whose facts are in force: its answers are those of the past.</summary>
internal sealed class FactsWritten(FactsKeeper keeper) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(keeper.IsBehind ? HealthCheckResult.Unhealthy("The database is behind the facts that are in force.") : HealthCheckResult.Healthy());
}
