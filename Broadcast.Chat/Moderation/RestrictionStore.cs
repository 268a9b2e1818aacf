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
/// Who is restricted in a room: by acts for the room alone, and by acts for all rooms, of which each room has a copy. The two are kept apart and
/// both hold, as in the database: what one room imposes neither hides nor ends what is imposed everywhere.
/// </summary>
internal sealed class RestrictionStore(ActLog acts, RoomLog log, RedisLink redis, RedisKeys keys, OutcomeStream outcomes, IOptions<ModerationOptions> options)
{
    private const string Own = "restricted";
    private const string Everywhere = "restricted:everywhere";

    private static readonly RedisScript RestrictScript = ActLog.Script(
        "Restrict", keys: ["restrictedKey", "everywhereKey"],
        arguments: ["viewer", "kind", "duration", "shown", "everywhere", "since", "mayEnd", "removedTail", "restrictedMost", "restrictedAge"],
        prelude: "Restricted");
    private static readonly RedisScript LiftScript = ActLog.Script(
        "Lift", keys: ["restrictedKey", "everywhereKey"], arguments: ["viewer", "name", "everywhere", "since", "mayEnd"], prelude: "Restricted");
    private static readonly RedisScript AgreeScript = OutcomeStream.Script<RestrictionStore>(
        ["Restricted", "AgreeRestrictions"], keys: ["restrictedKey", "everywhereKey"], arguments: ["lineage", "listed..."]);
    private static readonly RedisScript EndLiftedScript = new(
        $"{typeof(RestrictionStore).Namespace}.EndLifted", $"{Prelude}\n{Lua.Beside<RestrictionStore>("EndLifted")}", keys: PreludeKeys, arguments: ["lifts..."]);
    private static readonly RedisScript ImposedScript = RoomLog.Timed<RestrictionStore>("Imposed", keys: PreludeKeys, arguments: ["viewers..."], prelude: Prelude);

    /// <summary>Lua that defines <c>imposed()</c>, for other features' scripts.</summary>
    public static string Prelude => Lua.Beside<RestrictionStore>("Restricted");

    /// <summary>The keys of <see cref="Prelude"/>; a call passes them as <see cref="KeysOf"/> gives them.</summary>
    public static string[] PreludeKeys => ["restrictedKey", "everywhereKey"];

    public static (string Name, RedisKey Value)[] KeysOf(RoomId room, RedisKeys keys) =>
        [("restrictedKey", keys.Room(room, Own)), ("everywhereKey", keys.Room(room, Everywhere))];

    /// <summary>Restricts a person in the act's room, and records the act there.</summary>
    /// <param name="act">Who, where and why.</param>
    /// <param name="viewer">The person to restrict.</param>
    /// <param name="name">The person's name, for moderators.</param>
    /// <param name="draft">Already validated.</param>
    /// <param name="everywhere">Whether it holds in all rooms, which get copies.</param>
    /// <param name="mayEnd">The kinds that the moderator may end. Any other restriction gives way only to one that takes more for no shorter time; otherwise nothing changes.</param>
    /// <returns>When it was recorded, for the copies.</returns>
    public async Task<(RestrictResult Result, long Since)> RestrictAsync(
        ModerationAct act, ViewerId viewer, string name, RestrictionDraft draft, bool everywhere, IEnumerable<string> mayEnd) =>
        (long)await RunAsync(act, viewer, name, draft, everywhere, mayEnd, since: null) switch
        {
            0 => (RestrictResult.Full, 0),
            -1 => (RestrictResult.Stronger, 0),
            var since => (RestrictResult.Done, since),
        };

    /// <summary>
    /// Restricts a person in one more room; another room has recorded the act. Changes nothing when the room has a later restriction of all
    /// rooms, or is full: then the restriction holds by the facts.
    /// </summary>
    public Task CopyAsync(ModerationAct act, ViewerId viewer, string name, RestrictionDraft draft, IEnumerable<string> mayEnd, long since) =>
        RunAsync(act, viewer, name, draft, everywhere: true, mayEnd, since);

    /// <summary>Ends what is imposed on a person in this room; with a lift of all rooms also what is imposed in all.</summary>
    /// <param name="act">Who, where and why.</param>
    /// <param name="viewer">The person.</param>
    /// <param name="name">The person's name, for moderators.</param>
    /// <param name="everywhere">Whether it is a lift of all rooms.</param>
    /// <param name="mayEnd">As in <see cref="RestrictAsync"/>; judged by the room that records the act.</param>
    /// <param name="since">When another room recorded the act; null when this one does. What was imposed after that stays.</param>
    /// <returns>When it was recorded, for the other rooms; null when one is in force that the moderator may not end.</returns>
    public async Task<long?> LiftAsync(ModerationAct act, ViewerId viewer, string name, bool everywhere, IEnumerable<string> mayEnd, long? since) =>
        (long)await acts.RunAsync(
            LiftScript, act, since is null ? ModerationActions.Lift : "", KeysOf(act.Room, keys),
            [
                ("viewer", viewer.Value), ("name", name), ("everywhere", everywhere ? "1" : ""), ("since", since ?? RedisValue.EmptyString),
                ("mayEnd", Words(mayEnd)),
            ]) is >= 0 and var at ? at : null;

    /// <summary>
    /// After the database was restored, ends the room's bans and shadows that the facts do not have; once for each lineage. Bans and shadows
    /// that are younger than the lineage, or whose act still waits in this room for the database, stay in force.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <param name="lineage">The lineage of the facts.</param>
    /// <param name="kept">The facts' restrictions that hold in this room.</param>
    public Task AgreeAsync(RoomId room, long lineage, IEnumerable<RestrictionFact> kept) =>
        log.RunAsync(
            AgreeScript, room, [("outcomesKey", outcomes.Key(room)), .. KeysOf(room, keys)], [.. outcomes.Arguments(room), ("lineage", lineage)],
            argumentList: [.. kept.Select(held => (RedisValue)$"{(held.Room is null ? "*" : "")}{held.Viewer}")]);

    /// <summary>Ends what was imposed in the room before a lift of all rooms.</summary>
    public Task EndLiftedAsync(RoomId room, IEnumerable<LiftFact> lifts) =>
        redis.RunAsync(
            EndLiftedScript, KeysOf(room, keys), [], CommandFlags.DemandMaster,
            argumentList: [.. lifts.SelectMany(lift => (RedisValue[])[lift.Viewer.Value, lift.At])]);

    /// <summary>The kind that takes most of what is in force on each person in this room now; empty without one.</summary>
    public async Task<string[]> ImposedAsync(RoomId room, IReadOnlyList<ViewerId> viewers) =>
        (string[])(await redis.RunAsync(ImposedScript, [("metaKey", RoomLog.MetaKey(room, keys)), .. KeysOf(room, keys)], [], CommandFlags.DemandMaster, argumentList: [.. viewers.Select(viewer => (RedisValue)viewer.Value)]))!;

    /// <summary>What is in force on a person in this room at <paramref name="now"/> (Unix milliseconds): none, one or two.</summary>
    public async Task<IReadOnlyList<Restriction>> OfAsync(RoomId room, ViewerId viewer, long now)
    {
        var own = redis.Database.HashGetAsync(keys.Room(room, Own), viewer.Value);
        var everywhere = await redis.Database.HashGetAsync(keys.Room(room, Everywhere), viewer.Value);
        return [.. new[] { Read(viewer, await own, everywhere: false, now), Read(viewer, everywhere, everywhere: true, now) }.OfType<Restriction>()];
    }

    /// <summary>
    /// The restrictions in force in this room at <paramref name="now"/> (Unix milliseconds): those without an end first, then the latest end
    /// first.
    /// </summary>
    public async Task<IReadOnlyList<Restriction>> AllAsync(RoomId room, long now)
    {
        var own = redis.Database.HashGetAllAsync(keys.Room(room, Own));
        var everywhere = await redis.Database.HashGetAllAsync(keys.Room(room, Everywhere));
        return [.. Read(await own, false).Concat(Read(everywhere, true)).OrderByDescending(restriction => restriction.Until ?? long.MaxValue)];

        IEnumerable<Restriction> Read(HashEntry[] entries, bool inAll) =>
            entries.Select(entry => RestrictionStore.Read(ViewerId.Parse((string)entry.Name!), entry.Value, inAll, now)).OfType<Restriction>();
    }

    private Task<RedisResult> RunAsync(
        ModerationAct act, ViewerId viewer, string name, RestrictionDraft draft, bool everywhere, IEnumerable<string> mayEnd, long? since)
    {
        var shown = new Shown { Name = name, By = act.By.Name, Reason = act.Reason };
        return acts.RunAsync(
            RestrictScript, act, since is null ? draft.Kind : "", KeysOf(act.Room, keys),
            [
                ("viewer", viewer.Value), ("kind", draft.Kind), ("duration", (draft.Seconds ?? 0) * 1000L),
                ("shown", JsonSerializer.SerializeToUtf8Bytes(shown, ContractJson.Options)), ("everywhere", everywhere ? "1" : ""),
                ("since", since ?? RedisValue.EmptyString), ("mayEnd", Words(mayEnd)),
                ("removedTail", draft.RemoveMessages ? new NewEvent(new ChatRemoved { Viewer = viewer }, ShowAt: null, act.By).Tail() : ""),
                ("restrictedMost", options.Value.RestrictedMost), ("restrictedAge", (long)options.Value.RestrictedAge.TotalMilliseconds),
            ]);
    }

    private static string Words(IEnumerable<string> kinds) => string.Concat(kinds.Select(kind => $"{kind} "));

    private static Restriction? Read(ViewerId viewer, RedisValue value, bool everywhere, long now)
    {
        if ((string?)value is not { } text || text.Split(' ', 3) is not [var ends, var kind, var json])
            return null;

        var until = long.Parse(ends, CultureInfo.InvariantCulture);
        var shown = JsonSerializer.Deserialize<Shown>(json, ContractJson.Options)!;
        return until != 0 && until <= now
            ? null
            : new Restriction
            {
                Viewer = viewer,
                Kind = kind,
                Everywhere = everywhere,
                Name = shown.Name,
                By = shown.By,
                Reason = shown.Reason,
                Until = until == 0 ? null : until,
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
