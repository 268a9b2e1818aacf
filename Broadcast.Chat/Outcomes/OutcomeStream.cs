using Broadcast.Chat.Contracts;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>Where scripts write what a room settled: a stream in the room's slot, read by one consumer group.</summary>
internal sealed class OutcomeStream(RedisKeys keys, IOptions<RoomOptions> options)
{
    public const string Group = "api";
    public const string Kind = "k";
    public const string Question = "question";
    public const string Pin = "pin";

    public const string Moderation = "moderation";

    public RedisKey Key(RoomId room) => keys.Room(room, "outcomes");

    /// <summary>Three script arguments: the room, the channel to tell, the stream's length.</summary>
    public RedisValue[] Arguments(RoomId room) => [room.Value, (string)keys.OutcomeWaits!, options.Value.OutcomesLength];
}
