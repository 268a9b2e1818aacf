using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>Ready when Redis answers within a second.</summary>
internal sealed class RedisReady(RedisLink redis) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.Database.PingAsync().WaitAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is TimeoutException || RedisAway.Is(exception))
        {
            return HealthCheckResult.Unhealthy("Redis does not answer.", exception);
        }
    }
}
