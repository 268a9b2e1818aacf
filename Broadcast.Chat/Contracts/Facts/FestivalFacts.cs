using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;

namespace Broadcast.Chat.Contracts.Facts;

/// <summary>
/// What Ingest and Chat must know of the database. Api writes it to Redis on every change, at start and when it is missing there: in parts,
/// so that readers fetch only what has changed. Readers keep the last copy while Redis is away.
/// </summary>
public sealed record FestivalFacts
{
    /// <summary>Maximum number of <see cref="Restrictions"/>, because every service holds all of them. Only rooms know older ones.</summary>
    public const int MostRestrictions = 10_000;

    /// <summary>Maximum number of <see cref="Lifts"/>.</summary>
    public const int MostLifts = 1_000;

    /// <summary>Grows with every change. Within an <see cref="Epoch"/>, facts of a higher revision replace those of a lower one.</summary>
    public required long Revision { get; init; }

    /// <summary>One life of the database: a new database has a new epoch, and so has one that was restored from a backup.</summary>
    public required string Epoch { get; init; }

    /// <summary>
    /// When the epoch began, Unix milliseconds, and more than that of every epoch that its maker knew of. Of two epochs the later one wins,
    /// whatever their revisions. 0 from builds that do not know of it.
    /// </summary>
    public long Lineage { get; init; }

    [FactsPart(FactsParts.Programme)]
    public required IReadOnlyList<StageFact> Stages { get; init; }

    [FactsPart(FactsParts.Programme)]
    public required IReadOnlyList<RelayFact> Relays { get; init; }

    [FactsPart(FactsParts.Catalogue)]
    public required IReadOnlyList<ProductCard> Products { get; init; }

    /// <summary>The <c>sid</c> of staff sessions, and of village sites' keys, that were ended before their tokens expire.</summary>
    [FactsPart(FactsParts.People)]
    public required IReadOnlyList<string> RevokedSessions { get; init; }

    /// <summary>Persons whose earlier tokens were revoked.</summary>
    [FactsPart(FactsParts.People)]
    public IReadOnlyList<RevokedPersonFact> RevokedPersons { get; init; } = [];

    /// <summary>The word lists, which hold in all rooms.</summary>
    [FactsPart(FactsParts.Words)]
    public IReadOnlyList<WordRule> Words { get; init; } = [];

    /// <summary>
    /// Bans and shadows in force, the newest first, at most <see cref="MostRestrictions"/>. Rooms learn of them sooner through Redis; this copy
    /// survives a loss of Redis.
    /// </summary>
    [FactsPart(FactsParts.Restrictions)]
    public IReadOnlyList<RestrictionFact> Restrictions { get; init; } = [];

    /// <summary>
    /// Lifts of all rooms in the last day, the newest first, at most <see cref="MostLifts"/>: a room that was not reached then ends its copy of
    /// the restriction by these.
    /// </summary>
    [FactsPart(FactsParts.Restrictions)]
    public IReadOnlyList<LiftFact> Lifts { get; init; } = [];

    /// <summary>The mode of each room in which a moderator has set one. Rooms know it sooner; this copy survives a loss of Redis.</summary>
    [FactsPart(FactsParts.Rooms)]
    public IReadOnlyList<ModeFact> Modes { get; init; } = [];

    /// <summary>The pins in force, for the same purpose.</summary>
    [FactsPart(FactsParts.Rooms)]
    public IReadOnlyList<PinFact> Pins { get; init; } = [];

    /// <summary>What guests may do, for each festival where an operator has decided it.</summary>
    [FactsPart(FactsParts.Rooms)]
    public IReadOnlyList<GuestsFact> Guests { get; init; } = [];

    /// <summary>Other platforms that channels are pushed to, beside those of Ingest's settings.</summary>
    [FactsPart(FactsParts.Platforms)]
    public IReadOnlyList<PlatformFact> Platforms { get; init; } = [];

    public static FestivalFacts Empty { get; } = new() { Revision = 0, Epoch = "", Stages = [], Relays = [], Products = [], RevokedSessions = [] };
}

/// <summary>A stage and the digest of its stream key.</summary>
public sealed record StageFact
{
    public required StageId Id { get; init; }

    public required FestivalId Festival { get; init; }

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    /// <summary>SHA-256 of the stream key's UTF-8 bytes, lower-case hex. Keys have 128 random bits, so no salt is needed.</summary>
    public required string KeyDigest { get; init; }
}

/// <summary>A relay channel and its rundown, slots in the order of their start.</summary>
public sealed record RelayFact
{
    public required ChannelId Channel { get; init; }

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    public required long RundownRevision { get; init; }

    public required IReadOnlyList<SlotFact> Slots { get; init; }
}

/// <summary>One slot of a rundown.</summary>
public sealed record SlotFact
{
    public required SlotId Id { get; init; }

    public required StageId Stage { get; init; }

    public required string Title { get; init; }

    /// <summary>The title in English; absent where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TitleEn { get; init; }

    /// <summary>Planned start, Unix milliseconds.</summary>
    public required long Start { get; init; }

    /// <summary>Milliseconds.</summary>
    public required long Duration { get; init; }
}

/// <summary>A word or phrase of the lists.</summary>
public sealed record WordRule
{
    /// <summary>1–50 characters, found whatever their width, case and spacing.</summary>
    public required string Text { get; init; }

    /// <summary>
    /// <c>mask</c>: shown as <c>***</c>; <c>hold</c>: the message waits for a moderator; <c>block</c>: the message is refused.
    /// </summary>
    public required string Action { get; init; }
}

/// <summary>The values of <see cref="WordRule.Action"/>.</summary>
public static class WordActions
{
    public const string Mask = "mask";
    public const string Hold = "hold";
    public const string Block = "block";

    public static IReadOnlyList<string> All { get; } = [Mask, Hold, Block];
}

/// <summary>The mode of a room.</summary>
public sealed record ModeFact
{
    public required RoomId Room { get; init; }

    public required RoomMode Mode { get; init; }

    /// <inheritdoc cref="RoomEvent.By"/>
    public EventAuthor? By { get; init; }

    /// <summary>When it was set, by the room's clock, Unix milliseconds. The newer one holds: this one or the room's own.</summary>
    public required long Since { get; init; }
}

/// <summary>The pin of a stage.</summary>
public sealed record PinFact
{
    public required StageId Stage { get; init; }

    public required PinId Pin { get; init; }

    /// <summary>The product as it was shown when it was pinned.</summary>
    public required ProductCard Product { get; init; }

    /// <inheritdoc cref="RoomEvent.ShowAt"/>
    public long? ShowAt { get; init; }

    /// <inheritdoc cref="RoomEvent.By"/>
    public EventAuthor? By { get; init; }

    /// <inheritdoc cref="ModeFact.Since"/>
    public required long Since { get; init; }
}

/// <summary>A lift of all that was imposed on a person, in all rooms.</summary>
public sealed record LiftFact
{
    public required ViewerId Viewer { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long At { get; init; }
}

/// <summary>A ban or a shadow.</summary>
public sealed record RestrictionFact
{
    public required ViewerId Viewer { get; init; }

    /// <summary>The room in which it holds; null for all rooms.</summary>
    public RoomId? Room { get; init; }

    /// <inheritdoc cref="RestrictionDraft.Kind"/>
    public required string Kind { get; init; }

    /// <summary>Unix milliseconds; null when it holds until it is lifted.</summary>
    public long? Until { get; init; }
}
