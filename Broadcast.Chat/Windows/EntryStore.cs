using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Time;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Windows;

/// <summary>The entries of windows whose authority is the room: Redis holds them, and decides each person's first one.</summary>
internal sealed class EntryStore(RedisLink redis, RedisKeys keys, DisciplinedClock clock, IOptions<RoomOptions> options)
{
    private static readonly RedisScript AcceptScript = RoomLog.Timed<EntryStore>(
        "Accept", keys: ["windowKey", "entriesKey", .. RestrictionStore.PreludeKeys], arguments: ["uncertain", "tolerance", "lifetime", "entries..."], prelude: RestrictionStore.Prelude);

    /// <summary>Stores those that count, in one step of Redis, and returns what became of each, in order.</summary>
    public async Task<IReadOnlyList<string>> AcceptAsync(WindowRef window, IReadOnlyList<Entry> entries)
    {
        var values = new RedisValue[4 * entries.Count];
        for (var i = 0; i < entries.Count; i++)
            (values[4 * i], values[(4 * i) + 1], values[(4 * i) + 2], values[(4 * i) + 3]) = (entries[i].Person.Value, entries[i].Value, entries[i].Detail, entries[i].ReceivedAt);
        return (string[])(await redis.RunAsync(
            AcceptScript,
            [("metaKey", RoomLog.MetaKey(window.Room, keys)), ("windowKey", window.Key(keys)), ("entriesKey", window.Entries(keys)), .. RestrictionStore.KeysOf(window.Room, keys)],
            [("uncertain", (long)clock.Uncertainty.TotalMilliseconds), ("tolerance", WindowStore.Tolerance), ("lifetime", (long)options.Value.ControlAge.TotalMilliseconds)],
            CommandFlags.DemandMaster,
            argumentList: values))!;
    }

    /// <summary>
    /// The entries with a value, each person once, in any order; read piece by piece. Those of a closed window no longer change.
    /// </summary>
    public async Task<IReadOnlyList<(ViewerId Person, string Detail)>> WithValueAsync(WindowRef window, int value)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var prefix = $"{value}|";
        await foreach (var entry in redis.Database.HashScanAsync(window.Entries(keys), pageSize: 500))
        {
            // A scan may return a field twice.
            if ((string)entry.Value! is { } text && text.StartsWith(prefix, StringComparison.Ordinal))
                found[(string)entry.Name!] = text[prefix.Length..];
        }

        return [.. found.Select(entry => (ViewerId.Parse(entry.Key), entry.Value))];
    }
}
