using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Windows;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Relay;

/// <summary>Where projections are kept, and relays' rooms and stages are looked at.</summary>
internal sealed class ProjectionStore(RoomLog log, RedisLink redis, RedisKeys keys, NodeName node, IOptions<RoomOptions> options)
{
    private static readonly RedisScript ProjectScript = RoomLog.Script<ProjectionStore>(
        ["Project"], keys: ["projectionKey"], arguments: ["version", "epochRead", "state", "tails..."]);
    private static readonly RedisScript OnAirScript = RoomLog.Script<ProjectionStore>(
        ["OnAir"], keys: ["onceKey"], arguments: ["epochRead", "offsetRead", "onAirTail", "onceLifetime"]);
    private static readonly RedisScript MomentScript = RedisScript.Beside<ProjectionStore>("Moment", keys: ["metaKey", "projectionKey", "shownKey"], arguments: []);
    private static readonly RedisScript ViewScript = RedisScript.Beside<ProjectionStore>("View", keys: ["metaKey", "pinKey", "windowsKey", "shownKey"], arguments: []);
    private static readonly RedisScript LeaseScript = RoomLog.Timed<ProjectionStore>("Lease", keys: ["leaseKey"], arguments: ["node", "lifetime"]);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    /// <summary>True while this node is the one that copies into <paramref name="relay"/>'s room.</summary>
    public async Task<bool> HoldsLeaseAsync(RoomId relay) =>
        (bool)await redis.RunAsync(
            LeaseScript, [("metaKey", RoomLog.MetaKey(relay, keys)), ("leaseKey", keys.Room(relay, "projector"))],
            [("node", node.Value), ("lifetime", (long)Lease.TotalMilliseconds)]);

    /// <summary>The relay's room now; begins its log if there is none.</summary>
    public async Task<RelayMoment> ReadAsync(RoomId relay)
    {
        var reply = await MomentAsync(relay);
        if ((string)reply[0]! is not { Length: > 0 })
        {
            await log.AppendAsync(relay, LogLane.Control, []);
            reply = await MomentAsync(relay);
        }

        var state = (string)reply[2]!;
        return new RelayMoment(
            (string)reply[0]!,
            (long)reply[1],
            state.Length > 0 ? JsonSerializer.Deserialize<Projection>(state, ContractJson.Options)! : new Projection(),
            new RelayPicture(Shown((string)reply[3]!), Shown((string)reply[4]!), WindowStep.In((string[])reply[5]!)));
    }

    /// <summary>Appends the copies and takes the new state; false when somebody else was first.</summary>
    public async Task<bool> WriteAsync(RoomId relay, RelayMoment moment, Projection next, IEnumerable<NewEvent> copies) =>
        (bool)await log.RunAsync(
            ProjectScript,
            relay,
            [("projectionKey", keys.Room(relay, "projection"))],
            [("version", moment.Version), ("epochRead", moment.Epoch), ("state", JsonSerializer.SerializeToUtf8Bytes(next, ContractJson.Options))],
            argumentList: [.. copies.Select(copy => (RedisValue)copy.Tail())]);

    /// <summary>Says what is on air, in place of the playout's announcement; false when the room was told something meanwhile.</summary>
    /// <param name="relay">The relay's room.</param>
    /// <param name="moment">The room, as it was looked at.</param>
    /// <param name="onAir">The announcement.</param>
    /// <param name="onceId">The id of the playout's own.</param>
    public async Task<bool> AnnounceAsync(RoomId relay, RelayMoment moment, NewEvent onAir, string onceId) =>
        (bool)await log.RunAsync(
            OnAirScript,
            relay,
            [("onceKey", log.OnceKey(relay, Once.Announcement(onceId)))],
            [
                ("epochRead", moment.Epoch), ("offsetRead", moment.Picture.OnAir?.Offset ?? 0), ("onAirTail", onAir.Tail()),
                ("onceLifetime", (long)options.Value.OnceAge.TotalSeconds),
            ]);

    public async Task<StageView> ViewAsync(StageId stage)
    {
        var reply = (RedisResult[])(await redis.RunAsync(
            ViewScript,
            [
                ("metaKey", keys.Room(stage.Room, "meta")), ("pinKey", keys.Room(stage.Room, "pin")), ("windowsKey", WindowRef.OpenOnes(stage.Room, keys)),
                ("shownKey", keys.Room(stage.Room, "shown")),
            ],
            [],
            CommandFlags.DemandMaster))!;
        var pin = (string)reply[3]!;
        return new StageView(
            new Position { Epoch = (string)reply[0]!, Offset = (long)reply[1] },
            PastEpochs.Parse((string)reply[2]!),
            pin.Length == 0 ? null : LogEntry.Parse("0", "0", pin),
            [.. ((string[])reply[4]!).Select(name => WindowRef.TryParse(stage.Room, name)).OfType<WindowRef>()],
            WindowStep.In((string[])reply[5]!));
    }

    /// <summary>The event of a step that a stage shows; null when it does not show it any more.</summary>
    public async Task<RoomEvent?> ShownAsync(StageId stage, WindowStep step) =>
        Shown((string?)await redis.Database.HashGetAsync(keys.Room(stage.Room, "shown"), step.ToString()) ?? "");

    /// <summary>The event that opened a window; null when the window is gone.</summary>
    public async Task<RoomEvent?> OpenedAsync(WindowRef window) =>
        (string?)await redis.Database.HashGetAsync(window.Key(keys), "tail") is { } tail ? LogEntry.Parse("0", "0", tail) : null;

    private async Task<RedisResult[]> MomentAsync(RoomId relay) =>
        (RedisResult[])(await redis.RunAsync(
            MomentScript,
            [("metaKey", keys.Room(relay, "meta")), ("projectionKey", keys.Room(relay, "projection")), ("shownKey", keys.Room(relay, "shown"))],
            [],
            CommandFlags.DemandMaster))!;

    private static RoomEvent? Shown(string entry) => entry.Length == 0 ? null : LogEntry.ReadShown(entry);
}
