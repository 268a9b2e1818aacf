using System.Globalization;
using StackExchange.Redis;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Rooms.Troubles;

/// <summary>One form of Redis, and what may happen to it.</summary>
internal abstract class TroubledRedis : IAsyncDisposable
{
    public abstract string ConnectionString { get; }

    /// <summary>What may happen to this form alone.</summary>
    public abstract IReadOnlyList<TroubleKind> Kinds { get; }

    /// <summary>True once something may have been lost that was acknowledged.</summary>
    public bool MayHaveLost { get; protected set; }

    /// <param name="trouble">What happens.</param>
    /// <param name="room">A key of the room that is looked at.</param>
    public abstract Task HappenAsync(Trouble trouble, RedisKey room);

    /// <summary>How many listen to a room's channel where the room is now: at the primary, or at its replica, which tells what the primary told.</summary>
    public abstract Task<long> FollowersAsync(RedisChannel channel, RedisKey room);

    public abstract ValueTask DisposeAsync();

    protected static async Task<long> FollowersAsync(RedisServer server, RedisChannel channel) =>
        (long)(await server.AskAsync("PUBSUB", channel.IsSharded ? "SHARDNUMSUB" : "NUMSUB", (string)channel!))[1];

    /// <summary>Little is lost as often as much: what comes instead soon reaches beyond little.</summary>
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

/// <summary>A single server that keeps every answered write, until it comes back with an older disk.</summary>
internal sealed class TroubledServer(RedisServer server) : TroubledRedis
{
    public override string ConnectionString => server.ConnectionString;

    public override IReadOnlyList<TroubleKind> Kinds =>
        [TroubleKind.SleepRedis, TroubleKind.KillRedis, TroubleKind.KillRedisWithLoss];

    public override async Task HappenAsync(Trouble trouble, RedisKey room)
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

    public override Task<long> FollowersAsync(RedisChannel channel, RedisKey room) => FollowersAsync(server, channel);

    public override ValueTask DisposeAsync() => server.DisposeAsync();
}

/// <summary>A primary and its replica under Sentinel, which keep nothing.</summary>
internal sealed class TroubledPair(RedisPair pair) : TroubledRedis
{
    public override string ConnectionString => pair.ConnectionString;

    public override IReadOnlyList<TroubleKind> Kinds =>
        [TroubleKind.FailOver, TroubleKind.FailOverWithLoss];

    public override async Task HappenAsync(Trouble trouble, RedisKey room)
    {
        switch (trouble.Kind)
        {
            case TroubleKind.KillNotices:
                await KillNoticesAsync([pair.Primary]);
                break;
            case TroubleKind.FailOver:
                MayHaveLost = true; // Replication is not waited for: what was acknowledged in the last moment may be on its way.
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

    public override async Task<long> FollowersAsync(RedisChannel channel, RedisKey room) =>
        await FollowersAsync(pair.Primary, channel) + await FollowersAsync(pair.Replica, channel);

    public override ValueTask DisposeAsync() => pair.DisposeAsync();
}

/// <summary>Three primaries, each with a replica, which keep nothing.</summary>
internal sealed class TroubledCluster(RedisCluster cluster) : TroubledRedis
{
    public override string ConnectionString => cluster.ConnectionString;

    public override IReadOnlyList<TroubleKind> Kinds =>
        [TroubleKind.MoveSlot, TroubleKind.FailOverWithLoss, TroubleKind.Promote];

    public override async Task HappenAsync(Trouble trouble, RedisKey room)
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
                // At once and without the primary's consent: the end of a partition.
                MayHaveLost = true;
                await replica.AskAsync("CLUSTER", "FAILOVER", "TAKEOVER");
                await cluster.InSyncAsync(room);
                break;
            default:
                throw new NotSupportedException($"{trouble.Kind}");
        }
    }

    public override async Task<long> FollowersAsync(RedisChannel channel, RedisKey room)
    {
        var (primary, replica) = await cluster.HomeOfAsync(room);
        return await FollowersAsync(primary, channel) + (replica is null ? 0 : await FollowersAsync(replica, channel));
    }

    public override ValueTask DisposeAsync() => cluster.DisposeAsync();
}
