using System.Globalization;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms.Log;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Moderation;

/// <summary>Moderators' acts in their room's slot. Each is one script: what holds, what the room is told, and what the audit trail keeps.</summary>
internal sealed class ModerationStore(RoomLog log, RedisLink redis, RedisKeys keys, OutcomeStream outcomes, IOptions<ModerationOptions> options)
{
    private static readonly string RemoveScript = RoomLog.Script<ModerationStore>("Record", "Remove");
    private static readonly string RestrictScript = RoomLog.Script<ModerationStore>("Record", "Restrict");
    private static readonly string LiftScript = RoomLog.Script<ModerationStore>("Record", "Lift");
    private static readonly string SetModeScript = RoomLog.Script<ModerationStore>("Record", "SetMode");
    private static readonly string DecideScript = RoomLog.Script<ModerationStore>("Record", "Decide");

    /// <summary>False when there is no such message (any more).</summary>
    public Task<bool> RemoveAsync(ModerationAct act, long offset) =>
        RunAsync(RemoveScript, act, ModerationActions.Remove, null, [offset, Tail(new ChatRemoved { Offset = offset })]);

    /// <summary>False when the room remembers no more.</summary>
    /// <param name="act">Who, where and why.</param>
    /// <param name="viewer">Whom.</param>
    /// <param name="name">As they call themselves.</param>
    /// <param name="draft">Checked.</param>
    /// <param name="everywhere">Whether it holds in all rooms.</param>
    /// <param name="copy">Whether it was written down in another room.</param>
    public Task<bool> RestrictAsync(ModerationAct act, ViewerId viewer, string name, RestrictionDraft draft, bool everywhere, bool copy)
    {
        var shown = new Shown { Name = name, By = act.By.Name, Reason = act.Reason };
        return RunAsync(
            RestrictScript, act, copy ? "" : draft.Kind, "restricted",
            [
                viewer.Value, draft.Kind, (draft.Seconds ?? 0) * 1000L, JsonSerializer.SerializeToUtf8Bytes(shown, ContractJson.Options), everywhere ? "1" : "",
                draft.RemoveMessages ? Tail(new ChatRemoved { Viewer = viewer }) : "",
                options.Value.RestrictedMost, (long)options.Value.RestrictedAge.TotalMilliseconds,
            ]);
    }

    /// <summary>False when nothing held in this room.</summary>
    public Task<bool> LiftAsync(ModerationAct act, ViewerId viewer, string name, bool everywhere, bool copy) =>
        RunAsync(LiftScript, act, copy ? "" : ModerationActions.Lift, "restricted", [viewer.Value, name, everywhere ? "1" : ""]);

    /// <summary>False when it is so already.</summary>
    public Task<bool> SetModeAsync(ModerationAct act, RoomMode mode) =>
        RunAsync(
            SetModeScript, act, ModerationActions.Mode, "mode",
            [
                mode.Chat, mode.SlowSeconds, mode.FollowedMinutes, mode.Review ? "1" : "", new NewEvent(new RoomModeSet { Mode = mode }, By: act.By).Tail(),
                JsonSerializer.SerializeToUtf8Bytes(mode, ContractJson.Options),
            ]);

    /// <summary>False when it does not wait (any more).</summary>
    public Task<bool> DecideAsync(ModerationAct act, HeldId held, bool approve) =>
        RunAsync(DecideScript, act, approve ? ModerationActions.Approve : ModerationActions.Reject, "held", [held.Value, approve ? "1" : ""]);

    /// <summary>What holds against a person in this room; null when nothing does.</summary>
    public async Task<Restriction?> RestrictionAsync(RoomId room, ViewerId viewer) =>
        Read(viewer, await redis.Database.HashGetAsync(keys.Room(room, "restricted"), viewer.Value), long.MinValue);

    /// <summary>Those without an end first, then by their end; those that are over by <paramref name="now"/> (Unix milliseconds) are left out.</summary>
    public async Task<IReadOnlyList<Restriction>> RestrictionsAsync(RoomId room, long now) =>
        [.. (await redis.Database.HashGetAllAsync(keys.Room(room, "restricted")))
            .Select(entry => Read(ViewerId.Parse((string)entry.Name!), entry.Value, now)).OfType<Restriction>()
            .OrderByDescending(restriction => restriction.Until ?? long.MaxValue)];

    /// <summary>The messages that wait, the oldest first.</summary>
    public async Task<IReadOnlyList<HeldMessage>> HeldAsync(RoomId room, long now)
    {
        var oldest = now - (long)options.Value.HeldAge.TotalMilliseconds;
        var entries = await redis.Database.StreamRangeAsync(keys.Room(room, "held"), minId: oldest, count: options.Value.HeldMost);
        return [.. entries.Select(Read)];
    }

    private async Task<bool> RunAsync(string script, ModerationAct act, string action, string? part, RedisValue[] arguments) =>
        (long)await log.RunAsync(
            script,
            act.Room,
            part is null ? [outcomes.Key(act.Room)] : [outcomes.Key(act.Room), keys.Room(act.Room, part)],
            [
                .. outcomes.Arguments(act.Room), action, JsonSerializer.SerializeToUtf8Bytes(act.By, ContractJson.Options), act.Reason, .. arguments,
            ]) == 1;

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
