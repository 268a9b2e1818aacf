using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts;

/// <summary>What an event says. The type's name on the wire stands beside it, in <see cref="RoomEvent.Type"/>.</summary>
public interface IEventData;

/// <summary>Something said in this room. From any viewer who may chat; to everyone in the room.</summary>
public sealed record ChatSaid : IEventData
{
    public required string Text { get; init; }
}

/// <summary>
/// A moderator took something back: the message <see cref="Offset"/>, or all that <see cref="Viewer"/> has said in this room before. Who
/// shows it takes it away; who does not know it has nothing to do.
/// </summary>
public sealed record ChatRemoved : IEventData
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Offset { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ViewerId? Viewer { get; init; }
}

/// <summary>Who may talk in this room from now on, and how. To everyone in the room; the one in force is in the snapshot.</summary>
public sealed record RoomModeSet : IEventData
{
    public required RoomMode Mode { get; init; }
}

/// <summary>An anchor pinned a product. To the stage's room, and to the relay's while the stage is on air.</summary>
public sealed record ProductPinned : IEventData
{
    public required PinId Pin { get; init; }

    public required StageId Stage { get; init; }

    public required ProductCard Product { get; init; }
}

/// <summary>The pin of a stage ended, by hand or because another stage's pin took its place in a relay's room.</summary>
public sealed record ProductUnpinned : IEventData
{
    public required PinId Pin { get; init; }

    public required StageId Stage { get; init; }
}

/// <summary>A question is open. The right option is in nobody's hands but the server's until the reveal.</summary>
public sealed record QuestionOpened : IEventData
{
    public required QuestionId Id { get; init; }

    public required StageId Stage { get; init; }

    public required string Text { get; init; }

    /// <summary>2–6 texts; an answer is the index of one.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>When the window ends in the picture, channel time in Unix milliseconds.</summary>
    public required long ClosesAt { get; init; }

    /// <summary>Until when answers are taken: <see cref="ClosesAt"/> plus the picture's delay, Unix milliseconds.</summary>
    public required long AcceptUntil { get; init; }

    /// <summary>How many winners will be drawn.</summary>
    public required int Winners { get; init; }

    /// <summary>The prize, if it is a product of the catalogue.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProductCard? Prize { get; init; }

    /// <summary>SHA-256 of the server's seed, lower-case hex: the draw was decided before the answers came.</summary>
    public required string Commitment { get; init; }
}

/// <summary>No more answers are taken.</summary>
public sealed record QuestionClosed : IEventData
{
    public required QuestionId Id { get; init; }

    public required StageId Stage { get; init; }
}

/// <summary>The result, after the winners are in the database.</summary>
public sealed record QuestionRevealed : IEventData
{
    public required QuestionId Id { get; init; }

    public required StageId Stage { get; init; }

    /// <summary>The index of the right option.</summary>
    public required int Answer { get; init; }

    /// <summary>Answers per option.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    public required IReadOnlyList<Winner> Winners { get; init; }

    /// <summary>The seed whose digest was the commitment, lower-case hex.</summary>
    public required string Seed { get; init; }
}

/// <summary>The question ended without a result, because part of its answers was lost.</summary>
public sealed record QuestionVoided : IEventData
{
    public required QuestionId Id { get; init; }

    public required StageId Stage { get; init; }
}

/// <summary>A relay channel cut to a stage. To the relay's room; <see cref="RoomEvent.ShowAt"/> is the cut's date-time.</summary>
public sealed record StageOnAir : IEventData
{
    public required StageId Stage { get; init; }

    /// <summary>The rundown's slot, when the rundown caused the cut and not an operator.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SlotId? Slot { get; init; }
}

/// <summary>A channel began or ended to show its slate. To that channel's room.</summary>
public sealed record SlateShown : IEventData
{
    public required bool Showing { get; init; }
}

/// <summary>One drawn winner.</summary>
public sealed record Winner
{
    public required ViewerId Viewer { get; init; }

    public required string Name { get; init; }
}
