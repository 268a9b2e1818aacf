using Broadcast.Chat.Contracts;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Pins;

/// <summary>A stage's pin in Redis.</summary>
internal sealed class PinStore(RoomLog log, RedisLink redis, RedisKeys keys, OutcomeStream outcomes, IOptions<RoomOptions> options)
{
    private static readonly string SetScript = RoomLog.Script<PinStore>("SetPin");
    private static readonly string ClickScript = Lua.Beside<PinStore>("Click");

    /// <summary>Pins, ending whatever was pinned. Returns the event's offset.</summary>
    public Task<long> PinAsync(ProductPinned pinned, long showAt, EventAuthor by, Once once) =>
        SetAsync(pinned.Stage, "", new NewEvent(pinned, showAt, by), once, [pinned.Pin.Value, pinned.Product.Id.Value, pinned.Product.Url]);

    /// <summary>Ends <paramref name="unpinned"/>'s pin. Returns 0 when another is in force by now.</summary>
    public Task<long> UnpinAsync(ProductUnpinned unpinned, long showAt, EventAuthor by) =>
        SetAsync(unpinned.Stage, unpinned.Pin.Value, new NewEvent(unpinned, showAt, by), default, ["", "", ""]);

    public async Task<PinId?> CurrentAsync(StageId stage) =>
        PinId.TryParse(await redis.Database.HashGetAsync(keys.Room(stage.Room, "pin"), "id"), null, out var pin) ? pin : null;

    /// <summary>Counts one click and returns the item page; null for a pin that is not known, or no longer.</summary>
    public async Task<string?> ClickAsync(PinId pin, StageId stage) =>
        (string?)await redis.Database.ScriptEvaluateAsync(ClickScript, [keys.Room(stage.Room, "pins")], [pin.Value]);

    private async Task<long> SetAsync(StageId stage, string expected, NewEvent item, Once once, RedisValue[] pin)
    {
        RedisKey[] own = [keys.Room(stage.Room, "pin"), keys.Room(stage.Room, "pins"), outcomes.Key(stage.Room)];
        return (long)await log.RunAsync(
            SetScript,
            stage.Room,
            once.Id is null ? own : [.. own, log.OnceKey(stage.Room, once.Id)],
            [.. outcomes.Arguments(stage.Room), expected, item.Tail(), (long)options.Value.OnceAge.TotalSeconds, .. pin]);
    }
}
