using System.Globalization;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Moderation;

/// <summary>
/// Carries out moderators' acts in the room's slot. Each act is one script, which changes the state, appends the room's event if there is
/// one, and writes the audit record.
/// </summary>
internal sealed class ModerationStore(RoomLog log, RedisLink redis, RedisKeys keys, OutcomeStream outcomes, IOptions<ModerationOptions> options)
{
    private static readonly RedisScript RemoveScript = Act("Remove", keys: [], arguments: ["offset", "removedTail"]);
    private static readonly RedisScript RestrictScript = Act(
        "Restrict", keys: ["restrictedKey"],
        arguments: ["viewer", "kind", "duration", "shown", "everywhere", "removedTail", "restrictedMost", "restrictedAge"]);
    private static readonly RedisScript LiftScript = Act("Lift", keys: ["restrictedKey"], arguments: ["viewer", "name", "everywhere"]);
    private static readonly RedisScript SetModeScript = Act(
        "SetMode", keys: ["modeKey"], arguments: ["chat", "slow", "followed", "review", "modeTail", "modeJson", "keptSince"]);
    private static readonly RedisScript RestoreModeScript = RoomLog.Script<ModerationStore>(
        ["RestoreMode"], keys: ["modeKey"], arguments: ["since", "chat", "slow", "followed", "review", "modeTail"]);
    private static readonly RedisScript DecideScript = Act("Decide", keys: ["heldKey", "heldOfKey"], arguments: ["held", "approved"]);
    private static readonly RedisScript AgreeScript = OutcomeStream.Script<ModerationStore>(
        ["AgreeRestrictions"], keys: ["restrictedKey"], arguments: ["lineage", "imposed..."]);
    private static readonly RedisScript ImposedScript = RedisScript.Beside<ModerationStore>("Imposed", keys: ["restrictedKey"], arguments: ["viewers..."]);

    /// <summary>False when there is no such message (any more).</summary>
    public Task<bool> RemoveAsync(ModerationAct act, long offset) =>
        RunAsync(RemoveScript, act, ModerationActions.Remove, [], [("offset", offset), ("removedTail", Tail(new ChatRemoved { Offset = offset }))]);

    /// <summary>False when the room has as many restrictions as it can hold.</summary>
    /// <param name="act">Who, where and why.</param>
    /// <param name="viewer">The person to restrict.</param>
    /// <param name="name">The person's name, for moderators.</param>
    /// <param name="draft">Already validated.</param>
    /// <param name="everywhere">Whether it holds in all rooms.</param>
    /// <param name="copy">True when another room records the act.</param>
    public Task<bool> RestrictAsync(ModerationAct act, ViewerId viewer, string name, RestrictionDraft draft, bool everywhere, bool copy)
    {
        var shown = new Shown { Name = name, By = act.By.Name, Reason = act.Reason };
        return RunAsync(
            RestrictScript, act, copy ? "" : draft.Kind,
            [("restrictedKey", keys.Room(act.Room, "restricted"))],
            [
                ("viewer", viewer.Value), ("kind", draft.Kind), ("duration", (draft.Seconds ?? 0) * 1000L),
                ("shown", JsonSerializer.SerializeToUtf8Bytes(shown, ContractJson.Options)), ("everywhere", everywhere ? "1" : ""),
                ("removedTail", draft.RemoveMessages ? Tail(new ChatRemoved { Viewer = viewer }) : ""),
                ("restrictedMost", options.Value.RestrictedMost), ("restrictedAge", (long)options.Value.RestrictedAge.TotalMilliseconds),
            ]);
    }

    /// <summary>False when the person had no restriction in this room.</summary>
    public Task<bool> LiftAsync(ModerationAct act, ViewerId viewer, string name, bool everywhere, bool copy) =>
        RunAsync(
            LiftScript, act, copy ? "" : ModerationActions.Lift,
            [("restrictedKey", keys.Room(act.Room, "restricted"))],
            [("viewer", viewer.Value), ("name", name), ("everywhere", everywhere ? "1" : "")]);

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
                ("modeTail", new NewEvent(new RoomModeSet { Mode = mode }, By: act.By).Tail()),
                ("modeJson", JsonSerializer.SerializeToUtf8Bytes(mode, ContractJson.Options)), ("keptSince", kept?.Since ?? 0),
            ]);

    /// <summary>Gives a room the mode that the facts have, if its own is older or lost.</summary>
    public Task RestoreModeAsync(ModeFact kept) =>
        log.RunAsync(
            RestoreModeScript, kept.Room,
            [("modeKey", keys.Room(kept.Room, "mode"))],
            [
                ("since", kept.Since), ("chat", kept.Mode.Chat), ("slow", kept.Mode.SlowSeconds), ("followed", kept.Mode.FollowedMinutes),
                ("review", kept.Mode.Review ? "1" : ""), ("modeTail", new NewEvent(new RoomModeSet { Mode = kept.Mode }).Tail()),
            ]);

    /// <summary>
    /// Ends the room's bans and shadows that the facts do not have, if these are of a later lineage than those before: the database was
    /// restored. Acts that wait to be kept there stay in force.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <param name="lineage">The lineage of the facts.</param>
    /// <param name="kept">Whom the facts restrict in this room.</param>
    public Task AgreeAsync(RoomId room, long lineage, IEnumerable<ViewerId> kept) =>
        log.RunAsync(
            AgreeScript, room,
            [("outcomesKey", outcomes.Key(room)), ("restrictedKey", keys.Room(room, "restricted"))],
            [.. outcomes.Arguments(room), ("lineage", lineage)],
            argumentList: [.. kept.Select(viewer => (RedisValue)viewer.Value)]);

    /// <summary>False when the message does not wait (any more).</summary>
    public Task<bool> DecideAsync(ModerationAct act, HeldId held, bool approve) =>
        RunAsync(
            DecideScript, act, approve ? ModerationActions.Approve : ModerationActions.Reject,
            [("heldKey", keys.Room(act.Room, "held")), ("heldOfKey", keys.Room(act.Room, "held:of"))],
            [("held", held.Value), ("approved", approve ? "1" : "")]);

    /// <summary>The kind of restriction that is in force on each person in this room, by Redis' clock; empty without one.</summary>
    public async Task<string[]> ImposedAsync(RoomId room, IReadOnlyList<ViewerId> viewers) =>
        (string[])(await redis.RunAsync(
            ImposedScript, [("restrictedKey", keys.Room(room, "restricted"))], [], CommandFlags.DemandMaster,
            argumentList: [.. viewers.Select(viewer => (RedisValue)viewer.Value)]))!;

    /// <summary>The restriction kept of a person in this room, even if its time is over; null when there is none.</summary>
    public async Task<Restriction?> RestrictionAsync(RoomId room, ViewerId viewer) =>
        Read(viewer, await redis.Database.HashGetAsync(keys.Room(room, "restricted"), viewer.Value), long.MinValue);

    /// <summary>
    /// The room's restrictions that are not over by <paramref name="now"/> (Unix milliseconds): those without an end first, then the latest
    /// end first.
    /// </summary>
    public async Task<IReadOnlyList<Restriction>> RestrictionsAsync(RoomId room, long now) =>
        [.. (await redis.Database.HashGetAllAsync(keys.Room(room, "restricted")))
            .Select(entry => Read(ViewerId.Parse((string)entry.Name!), entry.Value, now)).OfType<Restriction>()
            .OrderByDescending(restriction => restriction.Until ?? long.MaxValue)];

    /// <summary>The messages that wait for a moderator at <paramref name="now"/> (Unix milliseconds), the oldest first.</summary>
    public async Task<IReadOnlyList<HeldMessage>> HeldAsync(RoomId room, long now)
    {
        var oldest = now - (long)options.Value.HeldAge.TotalMilliseconds;
        var entries = await redis.Database.StreamRangeAsync(keys.Room(room, "held"), minId: oldest, count: options.Value.HeldMost);
        return [.. entries.Select(Read)];
    }

    /// <summary>An act's script, behind the one that records it.</summary>
    private static RedisScript Act(string file, string[] keys, string[] arguments) =>
        OutcomeStream.Script<ModerationStore>(["Record", file], keys, ["act", "by", "reason", .. arguments]);

    private Task<bool> RunAsync(
        RedisScript script, ModerationAct act, string action, ReadOnlySpan<(string Name, RedisKey Value)> own, ReadOnlySpan<(string Name, RedisValue Value)> arguments)
    {
        return DoneAsync(log.RunAsync(
            script,
            act.Room,
            [("outcomesKey", outcomes.Key(act.Room)), .. own],
            [
                .. outcomes.Arguments(act.Room), ("act", action), ("by", JsonSerializer.SerializeToUtf8Bytes(act.By, ContractJson.Options)), ("reason", act.Reason),
                .. arguments,
            ]));

        static async Task<bool> DoneAsync(Task<RedisResult> run) => (long)await run == 1;
    }

    private static byte[] Tail(ChatRemoved removed) => new NewEvent(removed).Tail();

    private static Restriction? Read(ViewerId viewer, RedisValue value, long now)
    {
        if ((string?)value is not { } text || text.Split(' ', 3) is not [var ends, var kind, var json])
            return null;

        var until = long.Parse(ends, CultureInfo.InvariantCulture);
        var shown = JsonSerializer.Deserialize<Shown>(json, ContractJson.Options)!;
        return until != 0 && until <= now
            ? null
            : new Restriction { Viewer = viewer, Kind = kind, Name = shown.Name, By = shown.By, Reason = shown.Reason, Until = until == 0 ? null : until };
    }

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

    /// <summary>What moderators are shown of a restriction.</summary>
    private sealed record Shown
    {
        public required string Name { get; init; }

        public required string By { get; init; }

        public required string Reason { get; init; }
    }
}
