using Broadcast.Chat.Facts;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcast.Ingest.Sources;

/// <summary>Ready when the stages and their keys are known: before, no encoder can be let in.</summary>
internal sealed class FactsReady(FactsReader facts) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(facts.Current.HaveCome ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The facts of the festival have not come yet."));
}
