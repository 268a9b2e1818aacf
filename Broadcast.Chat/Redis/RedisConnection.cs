using StackExchange.Redis;

namespace Broadcast.Chat.Redis;

/// <summary>Reads <c>ConnectionStrings:Redis</c>; what it does not say is as a live room needs it.</summary>
internal static class RedisConnection
{
    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    public static ConfigurationOptions Parse(IConfiguration configuration)
    {
        var connection = configuration.GetConnectionString("Redis");
        if (string.IsNullOrWhiteSpace(connection))
            throw new InvalidOperationException("ConnectionStrings:Redis is missing.");

        var options = ConfigurationOptions.Parse(connection);
        options.AbortOnConnectFail = false;
        options.ClientName ??= "livefestival";
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.ConnectTimeout = 2000;
        options.AsyncTimeout = 3000;
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(500);
        // A Cluster does not say by itself who took over from a primary that died.
        options.ConfigCheckSeconds = 2;
        return options;
    }

    /// <summary>The same for those who know the primary's address.</summary>
    public static ConfigurationOptions ForSentinels(ConfigurationOptions options)
    {
        var sentinels = options.Clone();
        (sentinels.User, sentinels.Password) = (options.SentinelUser, options.SentinelPassword);
        // RedisLink tries again by itself, and others wait meanwhile.
        sentinels.ConnectRetry = 1;
        return sentinels;
    }
}
