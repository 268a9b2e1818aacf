using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts;

/// <summary>Something that a room settled and the database must keep. Written in the same Lua step as its cause, applied once by <see cref="Id"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(QuestionSettled), "question")]
[JsonDerivedType(typeof(PinEnded), "pin")]
public abstract record RoomOutcome
{
    public required string Id { get; init; }

    public required StageId Stage { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long At { get; init; }
}

/// <summary>A closed question with all who answered, to be ranked and committed by Api before the reveal.</summary>
public sealed record QuestionSettled : RoomOutcome
{
    public required QuestionId Question { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<string> Options { get; init; }

    public required int Answer { get; init; }

    public required int Winners { get; init; }

    public ProductId? Prize { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string Seed { get; init; }

    public required string Commitment { get; init; }

    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>Those who answered right, in any order.</summary>
    public required IReadOnlyList<Winner> Entrants { get; init; }
}

/// <summary>A pin's whole interval and how often its card was opened.</summary>
public sealed record PinEnded : RoomOutcome
{
    public required PinId Pin { get; init; }

    public required ProductId Product { get; init; }

    public required long From { get; init; }

    public required long Clicks { get; init; }
}
