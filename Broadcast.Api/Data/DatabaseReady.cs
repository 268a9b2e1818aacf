using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcast.Api.Data;

/// <summary>Healthy when the database answers and is set up.</summary>
internal sealed class DatabaseReady(IDbContextFactory<FestivalDb> databases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            return await database.FactsStates.AnyAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The database is not set up.");
        }
        catch (Exception fault) when (fault is DbException || DatabaseAway.Is(fault))
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", fault);
        }
    }
}
