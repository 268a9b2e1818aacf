using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.Events;

/// <summary>
/// <c>question.scheduled</c>: a question will be asked later; of what it asks nothing is told before. An anchor or operator scheduled it. To the
/// stage's room, and to the relay's room while the stage is on air; when a relay cuts to the stage, also what is scheduled then.
/// <c>question.opened</c> follows in every room that was told, or <c>question.cancelled</c>, or <c>question.voided</c> when it was lost.
/// </summary>
public sealed record QuestionScheduled : IWindowEvent
{
    public required QuestionId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }

    /// <summary>When it opens, Unix milliseconds; a little later when another question of the stage is open then.</summary>
    public required long OpensAt { get; init; }

    /// <inheritdoc cref="QuestionOpened.Winners"/>
    public required int Winners { get; init; }

    /// <summary>The prize, which is reserved for it; absent without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProductCard? Prize { get; init; }

    /// <inheritdoc cref="QuestionOpened.Strength"/>
    public string Strength { get; init; } = Proofs.Telephone;
}

/// <summary>
/// <c>question.cancelled</c>: a scheduled question is not asked. To the rooms that were told of it.
/// </summary>
public sealed record QuestionCancelled : IWindowEvent
{
    public required QuestionId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }

    /// <summary>One of <see cref="CancelReasons"/>.</summary>
    public required string Reason { get; init; }
}

/// <summary>
/// <c>poll.scheduled</c>: a quick poll will be opened later; of what it asks nothing is told before. Sent as <c>question.scheduled</c> is.
/// </summary>
public sealed record PollScheduled : IWindowEvent
{
    public required PollId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }

    /// <summary>When it opens, Unix milliseconds; a little later when another poll of the stage is open then.</summary>
    public required long OpensAt { get; init; }
}

/// <summary><c>poll.cancelled</c>: a scheduled poll is not opened. To the rooms that were told of it.</summary>
public sealed record PollCancelled : IWindowEvent
{
    public required PollId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }

    /// <inheritdoc cref="QuestionCancelled.Reason"/>
    public required string Reason { get; init; }
}

/// <summary>Why what was scheduled does not open.</summary>
public static class CancelReasons
{
    /// <summary>An anchor or operator has taken it back.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>It could not be opened within ten minutes of its time: another was open, or the service was away.</summary>
    public const string Missed = "missed";
}
