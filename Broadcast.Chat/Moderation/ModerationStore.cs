using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Moderation;

/// <summary>What moderators decide about messages, and about the room as a whole: removals, the queue, the mode.</summary>
internal sealed class ModerationStore(ActLog acts, RoomLog log, RedisLink redis, RedisKeys keys, IOptions<ModerationOptions> options)
{
    private static readonly RedisScript RemoveScript = ActLog.Script("Remove", keys: [], arguments: ["offset", "removedTail"]);
    private static readonly RedisScript SetModeScript = ActLog.Script(
        "SetMode", keys: ["modeKey"], arguments: ["chat", "slow", "followed", "review", "modeTail", "modeJson", "keptSince"]);
    private static readonly RedisScript RestoreModeScript = RoomLog.Script<ModerationStore>(
        ["RestoreMode"], keys: ["modeKey"], arguments: ["since", "chat", "slow", "followed", "review", "modeTail"]);
    private static readonly RedisScript DecideScript = ActLog.Script("Decide", keys: ["heldKey", "heldOfKey"], arguments: ["held", "approved"]);

    /// <summary>False when there is no such message (any more).</summary>
    public Task<bool> RemoveAsync(ModerationAct act, long offset) =>
        RunAsync(RemoveScript, act, ModerationActions.Remove, [], [("offset", offset), ("removedTail", new NewEvent(new ChatRemoved { Offset = offset }, ShowAt: null, act.By).Tail())]);

    /// <summary>False when the room has this mode already.</summary>
    /// <param name="act">Who, where and why.</param>
    /// <param name="mode">Already validated.</param>
    /// <param name="kept">The room's mode in the facts; null when they have none.</param>
    public Task<bool> SetModeAsync(ModerationAct act, RoomMode mode, ModeFact? kept) =>
        RunAsync(
            SetModeScript, act, ModerationActions.Mode,
            [("modeKey", keys.Room(act.Room, "mode"))],
            [
                ("chat", mode.Chat), ("slow", mode.SlowSeconds), ("followed", mode.FollowedMinutes), ("review", mode.Review ? "1" : ""),
                ("modeTail", new NewEvent(new RoomModeSet { Mode = mode }, ShowAt: null, act.By).Tail()),
                ("modeJson", JsonSerializer.SerializeToUtf8Bytes(mode, ContractJson.Options)), ("keptSince", kept?.Since ?? 0),
            ]);

    /// <summary>Gives a room the mode that the facts have, if its own is older or lost.</summary>
    public Task RestoreModeAsync(ModeFact kept) =>
        log.RunAsync(
            RestoreModeScript, kept.Room,
            [("modeKey", keys.Room(kept.Room, "mode"))],
            [
                ("since", kept.Since), ("chat", kept.Mode.Chat), ("slow", kept.Mode.SlowSeconds), ("followed", kept.Mode.FollowedMinutes),
                ("review", kept.Mode.Review ? "1" : ""), ("modeTail", new NewEvent(new RoomModeSet { Mode = kept.Mode }, ShowAt: null, kept.By ?? Actor.Rule(Rules.RoomRestored).Author).Tail()),
            ]);

    /// <summary>False when the message does not wait (any more).</summary>
    public Task<bool> DecideAsync(ModerationAct act, HeldId held, bool approve) =>
        RunAsync(
            DecideScript, act, approve ? ModerationActions.Approve : ModerationActions.Reject,
            [("heldKey", keys.Room(act.Room, "held")), ("heldOfKey", keys.Room(act.Room, "held:of"))],
            [("held", held.Value), ("approved", approve ? "1" : "")]);

    /// <summary>The messages that wait for a moderator at <paramref name="now"/> (Unix milliseconds), the oldest first.</summary>
    public async Task<IReadOnlyList<HeldMessage>> HeldAsync(RoomId room, long now)
    {
        var oldest = now - (long)options.Value.HeldAge.TotalMilliseconds;
        var entries = await redis.Database.StreamRangeAsync(keys.Room(room, "held"), minId: oldest, count: options.Value.HeldMost);
        return [.. entries.Select(Read)];
    }

    private async Task<bool> RunAsync(
        RedisScript script, ModerationAct act, string action, (string Name, RedisKey Value)[] own, (string Name, RedisValue Value)[] arguments) =>
        (long)await acts.RunAsync(script, act, action, own, arguments) == 1;

    private static HeldMessage Read(StreamEntry entry)
    {
        var said = LogEntry.Parse("0", "0", (string)entry["t"]!);
        return new HeldMessage
        {
            Id = (string)entry.Id!,
            At = HeldId.Parse((string)entry.Id!).At,
            By = said.By!,
            Text = ((ChatSaid)said.Data).Text,
            Why = (string)entry["w"]!,
        };
    }
}
