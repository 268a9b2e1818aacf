namespace Broadcast.Api.Embedded;

/// <summary>The command line of the private Redis. Pure; there is no configuration file.</summary>
internal static class RedisArguments
{
    public static IReadOnlyList<string> For(RedisPaths paths) =>
    [
        // No TCP port: only the owner of the socket can connect.
        "--port", "0", "--unixsocket", paths.Socket, "--unixsocketperm", "700",
        "--dir", paths.Folder, "--daemonize", "no", "--supervised", "no", "--databases", "1",
        // Acknowledged writes survive a power failure: the log is on the disk before Redis replies.
        "--appendonly", "yes", "--appendfsync", "always", "--save", "",
        // When memory is full, refuse writes instead of evicting keys.
        "--maxmemory-policy", "noeviction",
        "--loglevel", "warning", "--logfile", "",
    ];
}
