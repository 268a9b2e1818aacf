using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts;

/// <summary>A question as an anchor writes it.</summary>
public sealed record QuestionDraft
{
    /// <summary>1–200 characters.</summary>
    public required string Text { get; init; }

    /// <summary>2–6 texts of 1–80 characters.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>The index of the right option, from 0. Null to mark it later, while the question runs or when it has closed.</summary>
    public int? Answer { get; init; }

    /// <summary>How long the question is open in the picture, 3–300 seconds.</summary>
    public required int Seconds { get; init; }

    /// <summary>How many winners are drawn from those who answer right, 0–100.</summary>
    public int Winners { get; init; } = 1;

    /// <summary>The prize, a product of the catalogue.</summary>
    public ProductId? ProductId { get; init; }

    /// <summary>The least proof that winning takes, one of <see cref="Proofs"/>. Guests may answer, and are never drawn.</summary>
    public string Strength { get; init; } = Proofs.Telephone;

    /// <summary>
    /// When it opens, Unix milliseconds: five seconds to 24 hours from now. Null for at once. Until then the room is told of it without its text.
    /// </summary>
    public long? OpensAt { get; init; }
}

/// <summary>The answer to <see cref="IRoomHub.Answer"/>: the answer is stored and counts.</summary>
public sealed record AnswerResult
{
    /// <summary>False when it plays for fun: the caller has not proved to be a person, or not as strongly as winning takes.</summary>
    public required bool Eligible { get; init; }
}

/// <summary>The answer to <see cref="IRoomHub.OpenQuestion"/> and <c>POST …/questions</c>.</summary>
public sealed record QuestionOpenedReply
{
    public required QuestionId Id { get; init; }

    /// <summary>The offset of the event in the room's log: that it is open, or that it is scheduled.</summary>
    public required long Offset { get; init; }
}

/// <summary>A question as anyone may see it; <see cref="Answer"/> and what follows are present only after the reveal.</summary>
public sealed record QuestionView
{
    public required QuestionId Id { get; init; }

    public required StageId Stage { get; init; }

    /// <summary>One of <see cref="QuestionStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>When it opens, Unix milliseconds; present while it is scheduled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? OpensAt { get; init; }

    /// <summary>Empty before it opens, but for those who may act for the stage; the options too.</summary>
    public required string Text { get; init; }

    public required IReadOnlyList<string> Options { get; init; }

    /// <inheritdoc cref="QuestionOpened.ClosesAt"/>
    public required long ClosesAt { get; init; }

    /// <inheritdoc cref="QuestionOpened.AcceptUntil"/>
    public required long AcceptUntil { get; init; }

    /// <inheritdoc cref="QuestionOpened.Commitment"/>
    public required string Commitment { get; init; }

    /// <inheritdoc cref="QuestionOpened.Strength"/>
    public required string Strength { get; init; }

    /// <summary>How many people have answered so far.</summary>
    public required long Answers { get; init; }

    /// <summary>Whether the right option is marked; only for those who may act for the stage. Which it is, nobody is told before the reveal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Marked { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Answer { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<long>? Counts { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Winner>? Winners { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Seed { get; init; }
}

/// <summary>The values of <see cref="QuestionView.State"/>.</summary>
public static class QuestionStates
{
    /// <summary>It opens later; of what it asks nothing is shown yet.</summary>
    public const string Scheduled = "scheduled";

    /// <summary>It was scheduled, and is not asked.</summary>
    public const string Cancelled = "cancelled";
    public const string Open = "open";

    /// <summary>Its time stands still.</summary>
    public const string Paused = "paused";
    public const string Closed = "closed";
    public const string Revealed = "revealed";
    public const string Voided = "voided";
}
