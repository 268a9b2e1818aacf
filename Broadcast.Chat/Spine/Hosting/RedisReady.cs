using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Time;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>Ready when Redis answers within a second and has set the clock. Without a set clock this process decides nothing.</summary>
internal sealed class RedisReady(RedisLink redis, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.Database.PingAsync().WaitAsync(Patience, cancellationToken);
            return time.IsAgreed() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The clock is not set by Redis yet.");
        }
        catch (Exception exception) when (exception is TimeoutException || RedisAway.Is(exception))
        {
            return HealthCheckResult.Unhealthy("Redis does not answer.", exception);
        }
    }
}
