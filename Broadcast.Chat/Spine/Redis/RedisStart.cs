using Broadcast.Chat.Spine.Hosting;
using StackExchange.Redis;

namespace Broadcast.Chat.Spine.Redis;

/// <summary>
/// Connects to Redis before any loop of the process begins. Else every loop would wait for the first connection with a thread of the pool, and
/// on a small machine none would be left to make it: no request was answered for seconds.
/// </summary>
internal sealed class RedisStart(RedisLink redis) : EarlyStart
{
    /// <summary>How long the start waits for a Redis that is away; everything else works without it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(() => redis.Database, cancellationToken).WaitAsync(Patience, cancellationToken);
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // Whoever needs Redis says so, and tries again.
        }
    }
}
