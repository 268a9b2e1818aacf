using StackExchange.Redis;

namespace Broadcast.Chat.Redis;

/// <summary>Tells Redis being away from a fault of ours: the first passes by itself.</summary>
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
}
