using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Pins;

/// <summary>A stage's pin in Redis.</summary>
internal sealed class PinStore(RoomLog log, RedisLink redis, RedisKeys keys, OutcomeStream outcomes, IOptions<RoomOptions> options)
{
    private static readonly RedisScript SetScript = OutcomeStream.Script<PinStore>(
        ["KnownPins", "SetPin"],
        keys: ["pinKey", "pinsKey", "onceKey?"],
        arguments: ["pinsLength", "expected", "keptSince", "pinTail", "onceLifetime", "pin", "product", "url"]);
    private static readonly RedisScript RestoreScript = RoomLog.Script<PinStore>(
        ["KnownPins", "RestorePin"], keys: ["pinKey", "pinsKey"], arguments: ["pinsLength", "since", "pin", "product", "url", "pinTail"]);
    private static readonly RedisScript ClickScript = RedisScript.Beside<PinStore>("Click", keys: ["pinsKey"], arguments: ["pin"]);

    /// <summary>Pins a product and ends the pin before. Returns the event's offset.</summary>
    /// <param name="pinned">The new pin.</param>
    /// <param name="kept">The stage's pin in the facts; null when they have none.</param>
    /// <param name="showAt">When pages show the pin: channel time in Unix milliseconds.</param>
    /// <param name="by">Who pins it.</param>
    /// <param name="once">A pin with a known id is not pinned again.</param>
    public Task<long> PinAsync(ProductPinned pinned, PinFact? kept, long showAt, EventAuthor by, Once once) =>
        SetAsync(pinned.Stage, "", kept, new NewEvent(pinned, showAt, by), once, pinned.Pin.Value, pinned.Product.Id.Value, pinned.Product.Url);

    /// <summary>Ends the pin that <paramref name="unpinned"/> names. Returns 0 when it is not in force any more.</summary>
    public Task<long> UnpinAsync(ProductUnpinned unpinned, PinFact? kept, long showAt, EventAuthor by) =>
        SetAsync(unpinned.Stage, unpinned.Pin.Value, kept, new NewEvent(unpinned, showAt, by), default);

    /// <summary>Gives a stage the pin that the facts have, if its own is older or lost.</summary>
    public Task RestoreAsync(PinFact kept) =>
        log.RunAsync(
            RestoreScript,
            kept.Stage.Room,
            [("pinKey", keys.Room(kept.Stage.Room, "pin")), ("pinsKey", keys.Room(kept.Stage.Room, "pins"))],
            [
                ("pinsLength", options.Value.PinsLength), ("since", kept.Since), ("pin", kept.Pin.Value), ("product", kept.Product.Id.Value),
                ("url", kept.Product.Url),
                ("pinTail", Again(kept).Tail()),
            ]);

    private static NewEvent Again(PinFact kept) => new(
        new ProductPinned { Pin = kept.Pin, Stage = kept.Stage, Product = kept.Product }, kept.ShowAt, kept.By ?? Actor.Rule(Rules.RoomRestored, kept.Stage).Author);

    public async Task<PinId?> CurrentAsync(StageId stage) =>
        PinId.TryParse(await redis.Database.HashGetAsync(keys.Room(stage.Room, "pin"), "id"), null, out var pin) ? pin : null;

    /// <summary>Counts one click and returns the url of the product's page; null for a pin that is not known (any more).</summary>
    public async Task<string?> ClickAsync(PinId pin, StageId stage) =>
        (string?)await redis.RunAsync(ClickScript, [("pinsKey", keys.Room(stage.Room, "pins"))], [("pin", pin.Value)]);

    private async Task<long> SetAsync(
        StageId stage, string expected, PinFact? kept, NewEvent item, Once once, string pin = "", string product = "", string url = "") =>
        (long)await log.RunAsync(
            SetScript,
            stage.Room,
            [
                ("outcomesKey", outcomes.Key(stage.Room)), ("pinKey", keys.Room(stage.Room, "pin")), ("pinsKey", keys.Room(stage.Room, "pins")),
                ("onceKey", log.OnceKey(stage.Room, once.Id)),
            ],
            [
                .. outcomes.Arguments(stage.Room), ("pinsLength", options.Value.PinsLength), ("expected", expected), ("keptSince", kept?.Since ?? 0),
                ("pinTail", item.Tail()),
                ("onceLifetime", (long)options.Value.OnceAge.TotalSeconds), ("pin", pin), ("product", product), ("url", url),
            ]);
}
