using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>
/// Where scripts write what a room settled: a stream in the room's slot. Whatever is in it waits; it leaves the stream when it is
/// acknowledged, and never otherwise.
/// </summary>
internal sealed class OutcomeStream(RedisKeys keys, IOptions<RoomOptions> options)
{
    /// <summary>The field with an entry's kind, always the first.</summary>
    public const string Kind = "k";

    private const string Subject = "s";
    private static readonly string[] Names = ["room", "outcomesChannel", "outcomesLength"];

    /// <summary>
    /// Builds a script that may settle something, as <see cref="RoomLog.Script{TBeside}"/> does. Its own files use Settle.lua; a call
    /// passes <c>outcomesKey</c> and <see cref="Arguments"/> before its own.
    /// </summary>
    public static RedisScript Script<TBeside>(string[] files, string[] keys, string[] arguments, string prelude = "") =>
        RoomLog.Script<TBeside>(files, ["outcomesKey", .. keys], [.. Names, .. arguments], $"{Lua.Beside<OutcomeStream>("Settle")}\n{prelude}");

    /// <summary>
    /// What the entry is about, such as one question; entries of a subject are handled in their order. An entry of an older version names
    /// none and is a subject of its own.
    /// </summary>
    public static string SubjectOf(StreamEntry entry) => (string?)entry[Subject] ?? (string)entry.Id!;

    public RedisKey Key(RoomId room) => keys.Room(room, "outcomes");

    public (string Name, RedisValue Value)[] Arguments(RoomId room) =>
        [("room", room.Value), ("outcomesChannel", (string)keys.OutcomeWaits!), ("outcomesLength", options.Value.OutcomesLength)];
}
