using StackExchange.Redis;

namespace Broadcast.Chat.Spine.Redis;

/// <summary>Tells an outage of Redis, which passes by itself, from a fault of ours.</summary>
internal static class RedisAway
{
    private static readonly string[] Passing = ["LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY", "MISCONF", "OOM", "NOREPLICAS"];

    public static bool Is(Exception exception) => exception switch
    {
        RedisServerException server => Passing.Any(prefix => server.Message.StartsWith(prefix, StringComparison.Ordinal)),
        RedisException or RedisTimeoutException => true,
        // The multiplexer was disposed: the host is stopping.
        ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>Also true when Redis answers with an error of its own, such as missing rights: for callers that have another way on.</summary>
    public static bool OrRefuses(Exception exception) => exception is RedisServerException || Is(exception);
}
