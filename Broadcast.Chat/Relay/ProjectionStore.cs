using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Relay;

/// <summary>Where projections are kept and stages are looked at.</summary>
internal sealed class ProjectionStore(RoomLog log, RedisLink redis, RedisKeys keys, NodeName node)
{
    private static readonly RedisScript ProjectScript = RoomLog.Script<ProjectionStore>(
        ["Project"], keys: ["projectionKey"], arguments: ["version", "rootRead", "state", "tails..."]);
    private static readonly RedisScript ViewScript = RedisScript.Beside<ProjectionStore>("View", keys: ["metaKey", "pinKey", "quizKey"], arguments: []);
    private static readonly RedisScript LeaseScript = RedisScript.Beside<ProjectionStore>("Lease", keys: ["leaseKey"], arguments: ["node", "lifetime"]);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    /// <summary>True while this node is the one that copies into <paramref name="relay"/>'s room.</summary>
    public async Task<bool> HoldsLeaseAsync(RoomId relay) =>
        (bool)await redis.RunAsync(
            LeaseScript, [("leaseKey", keys.Room(relay, "projector"))], [("node", node.Value), ("lifetime", (long)Lease.TotalMilliseconds)]);

    /// <summary>What was copied so far; nothing, when the relay's log has begun anew since.</summary>
    public async Task<Projection> ReadAsync(RoomId relay)
    {
        var root = (string?)await redis.Database.HashGetAsync(keys.Room(relay, "meta"), "r") ?? await FirstRootAsync(relay);
        var kept = await redis.Database.HashGetAsync(keys.Room(relay, "projection"), ["v", "root", "state"]);
        var version = kept[0].IsNull ? 0 : (long)kept[0];
        var projection = kept[1] == root ? JsonSerializer.Deserialize<Projection>((string)kept[2]!, ContractJson.Options)! : new Projection();
        return projection with { Version = version, Root = root };
    }

    /// <summary>Appends the copies and takes the new state; false when somebody else was first.</summary>
    public async Task<bool> WriteAsync(RoomId relay, Projection next, IEnumerable<NewEvent> copies) =>
        (bool)await log.RunAsync(
            ProjectScript,
            relay,
            [("projectionKey", keys.Room(relay, "projection"))],
            [("version", next.Version), ("rootRead", next.Root), ("state", JsonSerializer.SerializeToUtf8Bytes(next, ContractJson.Options))],
            argumentList: [.. copies.Select(copy => (RedisValue)copy.Tail())]);

    public async Task<StageView> ViewAsync(StageId stage)
    {
        var reply = (RedisResult[])(await redis.RunAsync(
            ViewScript,
            [("metaKey", keys.Room(stage.Room, "meta")), ("pinKey", keys.Room(stage.Room, "pin")), ("quizKey", keys.Room(stage.Room, "quiz"))],
            []))!;
        var pin = (string)reply[2]!;
        return new StageView(
            new Position { Epoch = (string)reply[0]!, Offset = (long)reply[1] },
            pin.Length == 0 ? null : LogEntry.Parse("0", "0", pin),
            QuestionId.TryParse((string)reply[3]!, null, out var open) ? open : null);
    }

    /// <summary>The event that opened a question; null when the question is gone.</summary>
    public async Task<RoomEvent?> OpenedAsync(QuestionId id, StageId stage) =>
        (string?)await redis.Database.HashGetAsync(keys.Room(stage.Room, $"question:{id}"), "tail") is { } tail ? LogEntry.Parse("0", "0", tail) : null;

    private async Task<string> FirstRootAsync(RoomId relay)
    {
        await log.AppendAsync(relay, LogLane.Control, []);
        return (string?)await redis.Database.HashGetAsync(keys.Room(relay, "meta"), "r") ?? "";
    }
}
