using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>
/// The rooms' logs in Redis: two streams under one offset counter, appended and told by one script. Any process may append; the scripts
/// of pins, questions and copies append through <see cref="RunAsync"/>, so that state and log change in one step.
/// </summary>
internal sealed class RoomLog(RedisLink redis, RedisKeys keys, IOptions<RoomOptions> options)
{
    public const string Topic = "log";

    private static readonly string Prelude = Lua.Beside<RoomLog>("RoomLog");
    private static readonly string AppendScript = Script<RoomLog>("Append");
    private static readonly string RenewScript = Script<RoomLog>("Renew");

    /// <summary>A script that appends: the log's part and then <paramref name="name"/>.lua beside <typeparamref name="TBeside"/>.</summary>
    public static string Script<TBeside>(string name) => Prelude + "\n" + Lua.Beside<TBeside>(name);

    /// <summary>Runs a script made by <see cref="Script{TBeside}"/>; its own keys begin at KEYS[4], its own arguments at ARGV[7].</summary>
    public Task<RedisResult> RunAsync(string script, RoomId room, RedisKey[] more, RedisValue[] arguments) =>
        redis.Database.ScriptEvaluateAsync(
            script,
            [keys.Room(room, "meta"), keys.Room(room, LogLane.Control), keys.Room(room, LogLane.Chat), .. more],
            [
                (string)keys.RoomChannel(room, Topic)!, NewEpoch(),
                options.Value.ControlLength, (long)options.Value.ControlAge.TotalMilliseconds,
                options.Value.ChatLength, (long)options.Value.ChatAge.TotalMilliseconds,
                .. arguments,
            ]);

    /// <summary>Appends in the order given and returns an offset for each; one that was appended before keeps its first offset.</summary>
    public async Task<long[]> AppendAsync(RoomId room, string lane, IReadOnlyList<NewEvent> events)
    {
        var onceKeys = new List<RedisKey>();
        var arguments = new List<RedisValue> { (long)options.Value.OnceAge.TotalSeconds };
        foreach (var item in events)
        {
            if (item.OnceId is not null)
                onceKeys.Add(OnceKey(room, item.OnceId));
            arguments.Add(lane);
            arguments.Add(item.OnceId is null ? 0 : 3 + onceKeys.Count);
            arguments.Add(item.Tail());
        }

        var reply = (RedisResult[])(await RunAsync(AppendScript, room, [.. onceKeys], [.. arguments]))!;
        return [.. reply.Skip(1).Select(offset => (long)offset)];
    }

    public RedisKey OnceKey(RoomId room, string onceId) => keys.Room(room, $"once:{onceId}");

    /// <summary>Makes a new epoch if <paramref name="lost"/> is the one in force.</summary>
    public Task RenewAsync(RoomId room, string lost) => RunAsync(RenewScript, room, [keys.Room(room, "pin")], [lost]);

    /// <summary>The entries of a lane behind <paramref name="after"/> and up to <paramref name="to"/>, in order; the newest, if there are more than <paramref name="newest"/>.</summary>
    public async Task<IReadOnlyList<RoomEvent>> ReadAsync(RoomId room, string lane, long after, long to, int newest)
    {
        if (to <= after)
            return [];

        var entries = await redis.Database.StreamRangeAsync(
            keys.Room(room, lane),
            (after + 1).ToString(CultureInfo.InvariantCulture),
            to.ToString(CultureInfo.InvariantCulture),
            newest,
            Order.Descending);
        var events = new RoomEvent[entries.Length];
        for (var i = 0; i < entries.Length; i++)
            events[^(i + 1)] = Read(entries[i]);
        return events;
    }

    /// <summary>An event from its parts as the log keeps them.</summary>
    public static RoomEvent Parse(ReadOnlySpan<char> offset, string at, string tail) =>
        JsonSerializer.Deserialize<RoomEvent>($"{{\"offset\":{offset},\"at\":{at},{tail}", ContractJson.Options)!;

    private static RoomEvent Read(StreamEntry entry)
    {
        var id = (string)entry.Id!;
        return Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), (string)entry["a"]!, (string)entry["t"]!);
    }

    private static string NewEpoch() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
