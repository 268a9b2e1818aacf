using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>Where scripts write what a room settled: a stream in the room's slot, read by one consumer group.</summary>
internal sealed class OutcomeStream(RedisKeys keys, IOptions<RoomOptions> options)
{
    public const string Group = "api";
    public const string Kind = "k";

    /// <summary>The arguments of every script that writes an outcome: the room, the channel to tell, the stream's length in entries.</summary>
    public static readonly string[] Names = ["room", "outcomesChannel", "outcomesLength"];

    public RedisKey Key(RoomId room) => keys.Room(room, "outcomes");

    /// <summary>The values of <see cref="Names"/>.</summary>
    public (string Name, RedisValue Value)[] Arguments(RoomId room) =>
        [("room", room.Value), ("outcomesChannel", (string)keys.OutcomeWaits!), ("outcomesLength", options.Value.OutcomesLength)];
}
