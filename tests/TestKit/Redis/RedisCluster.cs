using StackExchange.Redis;

namespace TestKit.Redis;

/// <summary>A Redis Cluster of three primaries on loopback, each with a replica if asked for. Stores nothing on disk unless asked to.</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private const int Slots = 16_384;
    private const int Count = 3;

    private readonly List<RedisServer> _servers = [];

    private RedisCluster()
    {
    }

    /// <summary>First the three initial primaries, then their replicas in the same order.</summary>
    public IReadOnlyList<RedisServer> Servers => _servers;

    public string ConnectionString => string.Join(',', _servers.Select(server => $"127.0.0.1:{server.Port}")) + ",abortConnect=false";

    public static async Task<RedisCluster> StartAsync(bool replicas = false, bool durable = false)
    {
        var cluster = new RedisCluster();
        var buses = new List<int>();
        for (var i = 0; i < (replicas ? Count * 2 : Count); i++)
        {
            buses.Add(FreePort.Next());
            cluster._servers.Add(await RedisServer.StartAsync(
            [
                "--cluster-enabled", "yes", "--cluster-port", $"{buses[i]}", "--cluster-node-timeout", "1200", "--cluster-replica-validity-factor", "0",
                "--repl-diskless-sync-delay", "0", .. durable ? RedisServer.Durable : [],
            ]));
        }

        for (var i = 0; i < Count; i++)
        {
            await cluster._servers[i].AskAsync("CLUSTER", "SET-CONFIG-EPOCH", i + 1);
            await cluster._servers[i].AskAsync("CLUSTER", "ADDSLOTSRANGE", Slots * i / Count, (Slots * (i + 1) / Count) - 1);
        }

        for (var i = 1; i < cluster._servers.Count; i++)
            await cluster._servers[0].AskAsync("CLUSTER", "MEET", "127.0.0.1", cluster._servers[i].Port, buses[i]);
        await cluster.AgreesAsync();
        for (var i = Count; i < cluster._servers.Count; i++)
        {
            await cluster._servers[i].AskAsync("CLUSTER", "REPLICATE", (string)(await cluster._servers[i - Count].AskAsync("CLUSTER", "MYID"))!);
            await Eventually.TrueAsync(() => cluster._servers[i].SaysAsync("master_link_status:up", "INFO", "replication"), "the replica follows");
        }

        return cluster;
    }

    /// <summary>The servers that had slots at the last call of <see cref="HomeOfAsync"/>.</summary>
    public IReadOnlyList<RedisServer> Primaries { get; private set; } = [];

    /// <summary>The primary that has the slot of <paramref name="key"/>, and its replica or null.</summary>
    public async Task<(RedisServer Primary, RedisServer? Replica)> HomeOfAsync(RedisKey key)
    {
        var asked = _servers.First(server => server.Running);
        var slot = (long)await asked.AskAsync("CLUSTER", "KEYSLOT", (string)key!);
        var ranges = (RedisResult[])(await asked.AskAsync("CLUSTER", "SLOTS"))!;
        Primaries = [.. ranges.Select(range => At(range[2])).Distinct()];
        foreach (var range in ranges)
        {
            if ((long)range[0] <= slot && slot <= (long)range[1])
                return (At(range[2]), range.Length > 3 ? At(range[3]) : null);
        }

        throw new InvalidOperationException($"Nobody has slot {slot}.");
    }

    /// <summary>Waits until all servers agree, and the replica for <paramref name="key"/> has all that its primary has.</summary>
    public async Task InSyncAsync(RedisKey key)
    {
        await AgreesAsync();
        await Eventually.TrueAsync(async () => (await HomeOfAsync(key)).Replica is not null, "the primary has its replica");
        var (primary, replica) = await HomeOfAsync(key);
        await Eventually.TrueAsync(() => replica!.SaysAsync("master_link_status:up", "INFO", "replication"), "the replica follows");
        await Eventually.TrueAsync(() => primary.HasOneReplicaInSyncAsync(), "the replica has caught up");
    }

    /// <summary>Moves the slot of <paramref name="key"/> with all its keys, as resharding does; clients may use them meanwhile.</summary>
    public async Task MoveAsync(RedisKey key, RedisServer to)
    {
        var from = (await HomeOfAsync(key)).Primary;
        var slot = (long)await from.AskAsync("CLUSTER", "KEYSLOT", (string)key!);
        var (fromId, toId) = ((string)(await from.AskAsync("CLUSTER", "MYID"))!, (string)(await to.AskAsync("CLUSTER", "MYID"))!);
        await to.AskAsync("CLUSTER", "SETSLOT", slot, "IMPORTING", fromId);
        await from.AskAsync("CLUSTER", "SETSLOT", slot, "MIGRATING", toId);
        while ((string[])(await from.AskAsync("CLUSTER", "GETKEYSINSLOT", slot, 100))! is { Length: > 0 } keys)
            await from.AskAsync("MIGRATE", ["127.0.0.1", to.Port, "", 0, 5000, "KEYS", .. keys]);
        await to.AskAsync("CLUSTER", "SETSLOT", slot, "NODE", toId);
        await from.AskAsync("CLUSTER", "SETSLOT", slot, "NODE", toId);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    private RedisServer At(RedisResult address) => _servers.Single(server => server.Port == (int)address[1]);

    private async Task AgreesAsync()
    {
        foreach (var server in _servers)
        {
            await Eventually.TrueAsync(
                async () => await server.SaysAsync("cluster_state:ok", "CLUSTER", "INFO") && await server.SaysAsync($"cluster_known_nodes:{_servers.Count}", "CLUSTER", "INFO"),
                "the cluster agrees");
        }
    }
}
