namespace Broadcast.Api.Embedded;

/// <summary>The command line of the private Redis. Pure; no file configures it.</summary>
internal static class RedisArguments
{
    public static IReadOnlyList<string> For(RedisPlace place) =>
    [
        // No port: only who may read the data directory reaches it.
        "--port", "0", "--unixsocket", place.Socket, "--unixsocketperm", "700",
        "--dir", place.Folder, "--daemonize", "no", "--supervised", "no", "--databases", "1",
        // What was acknowledged survives the power cord: the log is on the disk before the answer leaves.
        "--appendonly", "yes", "--appendfsync", "always", "--save", "",
        // Rather refuse than forget.
        "--maxmemory-policy", "noeviction",
        "--loglevel", "warning", "--logfile", "",
    ];
}
