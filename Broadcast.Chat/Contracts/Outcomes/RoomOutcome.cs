using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts;

/// <summary>Something that a room settled and the database must keep. Written in the same Lua step as its cause, applied once by <see cref="Id"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(QuestionSettled), "question")]
[JsonDerivedType(typeof(PinEnded), "pin")]
[JsonDerivedType(typeof(ModeratorActed), "moderation")]
public abstract record RoomOutcome
{
    public required string Id { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long At { get; init; }
}

/// <summary>A closed question with all who answered, to be ranked and committed by Api before the reveal.</summary>
public sealed record QuestionSettled : RoomOutcome
{
    public required StageId Stage { get; init; }

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
    public required StageId Stage { get; init; }

    public required PinId Pin { get; init; }

    public required ProductId Product { get; init; }

    public required long From { get; init; }

    public required long Clicks { get; init; }
}

/// <summary>Something that a moderator did, for the audit trail; a ban or a shadow also for the facts.</summary>
public sealed record ModeratorActed : RoomOutcome
{
    public required RoomId Room { get; init; }

    /// <summary>A name of <see cref="ModerationActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>Who did it.</summary>
    public required EventAuthor By { get; init; }

    /// <summary>To whom; null when the room itself was changed.</summary>
    public ViewerId? Viewer { get; init; }

    /// <summary>As they called themselves; empty when that is not known.</summary>
    public string ViewerName { get; init; } = "";

    /// <summary>The message, or the mode; empty when there is none.</summary>
    public string Text { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>The end of a restriction, Unix milliseconds; null when it has none.</summary>
    public long? Until { get; init; }

    /// <summary>Whether it holds in all rooms.</summary>
    public bool Everywhere { get; init; }
}

/// <summary>The values of <see cref="ModeratorActed.Action"/>.</summary>
public static class ModerationActions
{
    public const string Remove = "remove";
    public const string Timeout = RestrictionKinds.Timeout;
    public const string Ban = RestrictionKinds.Ban;
    public const string Shadow = RestrictionKinds.Shadow;
    public const string Lift = "lift";
    public const string Mode = "mode";
    public const string Approve = "approve";
    public const string Reject = "reject";
    public const string Words = "words";

    public static IReadOnlyList<string> All { get; } = [Remove, Timeout, Ban, Shadow, Lift, Mode, Approve, Reject, Words];
}
