using StackExchange.Redis;

namespace Broadcast.Chat.Spine.Redis;

/// <summary>Reads <c>ConnectionStrings:Redis</c> and sets the timeouts and retries that a live room needs.</summary>
internal static class RedisConnection
{
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static ConfigurationOptions Parse(IConfiguration configuration)
    {
        var connection = configuration.GetConnectionString("Redis");
        if (string.IsNullOrWhiteSpace(connection))
            throw new InvalidOperationException("ConnectionStrings:Redis is missing. Set it to the address of Redis.");

        var options = ConfigurationOptions.Parse(connection);
        options.AbortOnConnectFail = false;
        options.ClientName ??= "livefestival";
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.ConnectTimeout = 2000;
        options.AsyncTimeout = 3000;
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(500);
        // A Cluster does not announce which server took over from a dead primary.
        options.ConfigCheckSeconds = 2;
        return options;
    }

    /// <summary>The same options for the Sentinels, which know the primary's address.</summary>
    public static ConfigurationOptions ForSentinels(ConfigurationOptions options)
    {
        var sentinels = options.Clone();
        (sentinels.User, sentinels.Password) = (options.SentinelUser, options.SentinelPassword);
        // RedisLink retries by itself, and its callers wait during each attempt.
        sentinels.ConnectRetry = 1;
        return sentinels;
    }
}
