using TestKit.Processes;

namespace TestKit.Redis;

/// <summary>A primary, its replica, and one Sentinel. Nothing is stored on disk: what a failover loses is lost for good.</summary>
public sealed class RedisPair : IAsyncDisposable
{
    private const string Name = "festival";

    private readonly TemporaryFolder _folder = new();
    private readonly int _sentinelPort = FreePort.Next();
    private TestProcess? _sentinel;

    private RedisPair(RedisServer primary, RedisServer replica)
    {
        Primary = primary;
        Replica = replica;
    }

    public RedisServer Primary { get; private set; }

    public RedisServer Replica { get; private set; }

    /// <summary>Names only the Sentinel and the service, not the two servers.</summary>
    public string ConnectionString => $"127.0.0.1:{_sentinelPort},serviceName={Name}";

    public static async Task<RedisPair> StartAsync()
    {
        var pair = await StartUnwatchedAsync();
        await pair.WatchAsync();
        return pair;
    }

    /// <summary>Starts the two servers without the Sentinel; <see cref="WatchAsync"/> starts it.</summary>
    public static async Task<RedisPair> StartUnwatchedAsync()
    {
        var primary = await RedisServer.StartAsync(["--repl-diskless-sync-delay", "0"]);
        var replica = await RedisServer.StartAsync(["--repl-diskless-sync-delay", "0", "--replicaof", $"127.0.0.1 {primary.Port}"]);
        var pair = new RedisPair(primary, replica);
        await pair.InSyncAsync();
        return pair;
    }

    /// <summary>Kills the primary and waits until Sentinel has promoted the replica.</summary>
    public async Task FailOverAsync()
    {
        var sentinel = _sentinel ?? throw new InvalidOperationException("Nobody watches.");
        var seen = sentinel.Lines.Count;
        await Primary.KillAsync();
        await Eventually.TrueAsync(
            () => sentinel.Lines.Skip(seen).Any(line => line.Contains("+switch-master", StringComparison.Ordinal)), "Sentinel fails over", TimeSpan.FromSeconds(30));
        (Primary, Replica) = (Replica, Primary);
    }

    /// <summary>Starts the killed server again, empty, as a replica of the other.</summary>
    public async Task MendAsync()
    {
        await Primary.AskAsync("CONFIG", "SET", "masterauth", "");
        await Replica.StartAgainAsync();
        await Replica.AskAsync("REPLICAOF", "127.0.0.1", Primary.Port);
        await InSyncAsync();
    }

    /// <summary>Waits until the replica has all that the primary has.</summary>
    public async Task InSyncAsync()
    {
        await Eventually.TrueAsync(() => Replica.SaysAsync("master_link_status:up", "INFO", "replication"), "the replica follows");
        await Eventually.TrueAsync(() => Primary.HasOneReplicaInSyncAsync(), "the replica has caught up");
    }

    public async ValueTask DisposeAsync()
    {
        if (_sentinel is not null)
            await _sentinel.DisposeAsync();
        await Primary.DisposeAsync();
        await Replica.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Starts the Sentinel.</summary>
    public async Task WatchAsync()
    {
        var configuration = _folder.File("sentinel.conf");
        await File.WriteAllLinesAsync(configuration,
        [
            $"port {_sentinelPort}", "bind 127.0.0.1", $"dir {_folder.Path}",
            $"sentinel monitor {Name} 127.0.0.1 {Primary.Port} 1",
            // Sentinel pings once a second: with less than that it would declare a living primary dead.
            $"sentinel down-after-milliseconds {Name} 1500",
            $"sentinel failover-timeout {Name} 3000",
        ]);
        _sentinel = TestProcess.Start("redis-server", [configuration, "--sentinel"]);
        await Eventually.TrueAsync(() => _sentinel.Output.Contains("+slave ", StringComparison.Ordinal), "Sentinel knows the replica");
    }
}
