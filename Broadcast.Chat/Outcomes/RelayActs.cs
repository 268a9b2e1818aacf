using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Rooms;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>Writes what was done to relays by hand into their rooms' streams, and reads it there. The playout has no room feature that could.</summary>
internal sealed class RelayActs(RoomLog log, OutcomeStream outcomes) : IRelayActs, IOutcomeSource<RelayActed>
{
    private static readonly RedisScript Script = OutcomeStream.Script<RelayActs>(["NoteRelayAct"], keys: [], arguments: ["act", "by", "before", "after"]);

    public string Kind => "relay";

    public Task NoteAsync(RelayAct act) =>
        log.RunAsync(
            Script,
            act.Channel.Room,
            [("outcomesKey", outcomes.Key(act.Channel.Room))],
            [.. outcomes.Arguments(act.Channel.Room), ("act", act.Act), ("by", Json(act.By)), ("before", Json(act.Before)), ("after", Json(act.After))]);

    public Task<RelayActed?> ReadAsync(RoomId room, StreamEntry entry) =>
        Task.FromResult<RelayActed?>(new RelayActed
        {
            Id = $"relay:{room}:{entry.Id}",
            At = (long)entry["at"],
            Channel = ChannelId.Parse(room.Value),
            Act = (string)entry["act"]!,
            By = Read<EventAuthor>(entry["by"]),
            Before = Read<RelayMark>(entry["before"]),
            After = Read<RelayMark>(entry["after"]),
        });

    private static byte[] Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, ContractJson.Options);

    private static T Read<T>(RedisValue json) => JsonSerializer.Deserialize<T>((string)json!, ContractJson.Options)!;
}
