using Broadcast.Chat.Spine.Facts;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcast.Ingest.Sources;

/// <summary>Ready once the stages and their keys are known: before that, no encoder can be admitted.</summary>
internal sealed class FactsReady(FactsReader facts) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(facts.Current.HaveCome ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The facts have not arrived yet: check Redis and Api."));
}
