using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Rooms;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>Writes what was done to channels by hand into their rooms' streams, and reads it there. Ingest has no room feature that could.</summary>
internal sealed partial class ChannelActs(RoomLog log, OutcomeStream outcomes, IOptions<RoomOptions> options, ILogger<ChannelActs> logger)
    : IChannelActs, IOutcomeSource<ChannelActed>
{
    private static readonly RedisScript Script = OutcomeStream.Script<ChannelActs>(["NoteAct"], keys: ["onceKey"], arguments: ["onceLifetime", "act", "by", "before", "after"]);

    public string Kind => "act";

    public async Task NoteAsync(ChannelAct act)
    {
        try
        {
            await WriteAsync(act);
        }
        catch (Exception exception) when (RedisAway.OrRefuses(exception))
        {
            NotNoted(logger, act.By.Id.Value, act.Act, act.Channel, exception.Message);
        }
    }

    public Task<ChannelActed?> ReadAsync(RoomId room, StreamEntry entry) =>
        Task.FromResult<ChannelActed?>(new ChannelActed
        {
            Id = $"act:{room}:{entry.Id}",
            At = (long)entry["at"],
            Channel = ChannelId.Parse(room.Value),
            Act = (string)entry["act"]!,
            By = JsonSerializer.Deserialize<EventAuthor>((string)entry["by"]!, ContractJson.Options)!,
            Before = JsonElement.Parse((string)entry["before"]!),
            After = JsonElement.Parse((string)entry["after"]!),
        });

    private Task<RedisResult> WriteAsync(ChannelAct act) =>
        log.RunAsync(
            Script,
            act.Channel.Room,
            [("outcomesKey", outcomes.Key(act.Channel.Room)), ("onceKey", log.OnceKey(act.Channel.Room, $"act:{act.Id}"))],
            [
                .. outcomes.Arguments(act.Channel.Room), ("onceLifetime", (long)options.Value.OnceAge.TotalSeconds),
                ("act", act.Act), ("by", Json(act.By)), ("before", Json(act.Before)), ("after", Json(act.After)),
            ]);

    private static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), ContractJson.Options);

    [LoggerMessage(Level = LogLevel.Error, EventName = "ActNotNoted", Message = "What {By} did ({Act} on {Channel}) will be missing in the audit: {Reason}")]
    private static partial void NotNoted(ILogger logger, string by, string act, ChannelId channel, string reason);
}
