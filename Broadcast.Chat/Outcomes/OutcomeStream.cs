using Broadcast.Chat.Contracts;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>Where scripts write what a stage settled: a stream in the stage's slot, read by one consumer group.</summary>
internal sealed class OutcomeStream(RedisKeys keys, IOptions<RoomOptions> options)
{
    public const string Group = "api";
    public const string Kind = "k";
    public const string Question = "question";
    public const string Pin = "pin";

    public RedisKey Key(StageId stage) => keys.Room(stage.Room, "outcomes");

    /// <summary>Three script arguments: the stage, the channel to tell, the stream's length.</summary>
    public RedisValue[] Arguments(StageId stage) => [stage.Value, (string)keys.OutcomeWaits!, options.Value.OutcomesLength];
}
