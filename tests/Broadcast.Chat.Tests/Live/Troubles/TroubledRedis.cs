using System.Globalization;
using StackExchange.Redis;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Live.Troubles;

/// <summary>One form of Redis, and the troubles that it can have.</summary>
internal abstract class TroubledRedis : IAsyncDisposable
{
    public abstract string ConnectionString { get; }

    /// <summary>The troubles that only this form of Redis has.</summary>
    public abstract IReadOnlyList<TroubleKind> Kinds { get; }

    /// <summary>True once an acknowledged write may have been lost.</summary>
    public bool MayHaveLost { get; protected set; }

    /// <summary>Causes a trouble and waits until it is over.</summary>
    /// <param name="trouble">The trouble.</param>
    /// <param name="room">A key of the tested room, which selects the server in a cluster.</param>
    public abstract Task CauseAsync(Trouble trouble, RedisKey room);

    /// <summary>The number of subscribers of a room's channel on the primary that has the room now, and on its replica.</summary>
    public abstract Task<long> CountSubscribersAsync(RedisChannel channel, RedisKey room);

    public abstract ValueTask DisposeAsync();

    protected static async Task<long> CountSubscribersAsync(RedisServer server, RedisChannel channel) =>
        (long)(await server.AskAsync("PUBSUB", channel.IsSharded ? "SHARDNUMSUB" : "NUMSUB", (string)channel!))[1];

    /// <summary>For how long writes are lost. Half of the losses are so short that new events soon outgrow them.</summary>
    protected static TimeSpan LossOf(Trouble trouble) => TimeSpan.FromMilliseconds(trouble.Which % 2 == 0 ? 0 : trouble.Milliseconds);

    protected static async Task SleepAsync(RedisServer server, int milliseconds)
    {
        await using var client = await server.ConnectAsync();
        await client.GetServer("127.0.0.1", server.Port).ExecuteAsync("DEBUG", "SLEEP", (milliseconds / 1000.0).ToString("0.000", CultureInfo.InvariantCulture));
    }

    protected static async Task KillNoticesAsync(IEnumerable<RedisServer> servers)
    {
        foreach (var server in servers.Where(server => server.Running))
            await server.AskAsync("CLIENT", "KILL", "TYPE", "pubsub");
    }
}

/// <summary>A single server that keeps every acknowledged write, unless it is started on an older copy of its disk.</summary>
internal sealed class TroubledServer(RedisServer server) : TroubledRedis
{
    public override string ConnectionString => server.ConnectionString;

    public override IReadOnlyList<TroubleKind> Kinds =>
        [TroubleKind.SleepRedis, TroubleKind.KillRedis, TroubleKind.KillRedisWithLoss];

    public override async Task CauseAsync(Trouble trouble, RedisKey room)
    {
        switch (trouble.Kind)
        {
            case TroubleKind.SleepRedis:
                await SleepAsync(server, trouble.Milliseconds * 2);
                break;
            case TroubleKind.KillNotices:
                await KillNoticesAsync([server]);
                break;
            case TroubleKind.KillRedis:
                await server.KillAsync();
                await Task.Delay(trouble.Milliseconds);
                await server.StartAgainAsync();
                break;
            case TroubleKind.KillRedisWithLoss:
                MayHaveLost = true;
                server.Keep();
                await Task.Delay(trouble.Milliseconds / 3);
                await server.KillAsync();
                await server.StartOnKeptAsync();
                break;
            default:
                throw new NotSupportedException($"{trouble.Kind}");
        }
    }

    public override Task<long> CountSubscribersAsync(RedisChannel channel, RedisKey room) => CountSubscribersAsync(server, channel);

    public override ValueTask DisposeAsync() => server.DisposeAsync();
}

/// <summary>A primary and its replica under Sentinel; neither writes to disk.</summary>
internal sealed class TroubledPair(RedisPair pair) : TroubledRedis
{
    public override string ConnectionString => pair.ConnectionString;

    public override IReadOnlyList<TroubleKind> Kinds =>
        [TroubleKind.FailOver, TroubleKind.FailOverWithLoss];

    public override async Task CauseAsync(Trouble trouble, RedisKey room)
    {
        switch (trouble.Kind)
        {
            case TroubleKind.KillNotices:
                await KillNoticesAsync([pair.Primary]);
                break;
            case TroubleKind.FailOver:
                MayHaveLost = true; // Replication is asynchronous: the newest acknowledged writes may be in flight.
                await pair.FailOverAsync();
                await pair.MendAsync();
                break;
            case TroubleKind.FailOverWithLoss:
                MayHaveLost = true;
                await pair.Primary.SeverAsync(pair.Replica);
                await Task.Delay(LossOf(trouble));
                await pair.FailOverAsync();
                await pair.MendAsync();
                break;
            default:
                throw new NotSupportedException($"{trouble.Kind}");
        }
    }

    public override async Task<long> CountSubscribersAsync(RedisChannel channel, RedisKey room) =>
        await CountSubscribersAsync(pair.Primary, channel) + await CountSubscribersAsync(pair.Replica, channel);

    public override ValueTask DisposeAsync() => pair.DisposeAsync();
}

/// <summary>A cluster of three primaries, each with a replica; none writes to disk.</summary>
internal sealed class TroubledCluster(RedisCluster cluster) : TroubledRedis
{
    public override string ConnectionString => cluster.ConnectionString;

    public override IReadOnlyList<TroubleKind> Kinds =>
        [TroubleKind.MoveSlot, TroubleKind.FailOverWithLoss, TroubleKind.Promote];

    public override async Task CauseAsync(Trouble trouble, RedisKey room)
    {
        await cluster.InSyncAsync(room);
        var (primary, replica) = await cluster.HomeOfAsync(room);
        switch (trouble.Kind)
        {
            case TroubleKind.KillNotices:
                await KillNoticesAsync(cluster.Servers);
                break;
            case TroubleKind.MoveSlot:
                var others = cluster.Primaries.Where(server => server != primary).ToList();
                await cluster.MoveAsync(room, others[trouble.Which % others.Count]);
                break;
            case TroubleKind.FailOverWithLoss when replica is not null:
                MayHaveLost = true;
                await primary.SeverAsync(replica);
                await Task.Delay(LossOf(trouble));
                await primary.KillAsync();
                await Eventually.TrueAsync(async () => (await cluster.HomeOfAsync(room)).Primary == replica, "the replica takes over");
                await replica.AskAsync("CONFIG", "SET", "masterauth", "");
                await primary.StartAgainAsync();
                await cluster.InSyncAsync(room);
                break;
            case TroubleKind.Promote when replica is not null:
                // TAKEOVER promotes at once and without the primary's consent, as after a partition.
                MayHaveLost = true;
                await replica.AskAsync("CLUSTER", "FAILOVER", "TAKEOVER");
                await cluster.InSyncAsync(room);
                break;
            default:
                throw new NotSupportedException($"{trouble.Kind}");
        }
    }

    public override async Task<long> CountSubscribersAsync(RedisChannel channel, RedisKey room)
    {
        var (primary, replica) = await cluster.HomeOfAsync(room);
        return await CountSubscribersAsync(primary, channel) + (replica is null ? 0 : await CountSubscribersAsync(replica, channel));
    }

    public override ValueTask DisposeAsync() => cluster.DisposeAsync();
}
