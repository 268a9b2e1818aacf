using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts;

/// <summary>A poll as an anchor writes it.</summary>
public sealed record PollDraft
{
    /// <summary>1–200 characters.</summary>
    public required string Text { get; init; }

    /// <summary>2–6 texts of 1–80 characters.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>How long the poll is open in the picture, 3–300 seconds.</summary>
    public required int Seconds { get; init; }

    /// <inheritdoc cref="QuestionDraft.OpensAt"/>
    public long? OpensAt { get; init; }
}

/// <summary>The answer to <see cref="IRoomHub.OpenPoll"/> and <c>POST …/polls</c>.</summary>
public sealed record PollOpenedReply
{
    public required PollId Id { get; init; }

    /// <inheritdoc cref="QuestionOpenedReply.Offset"/>
    public required long Offset { get; init; }
}

/// <summary>A poll as anyone may see it.</summary>
public sealed record PollView
{
    public required PollId Id { get; init; }

    public required StageId Stage { get; init; }

    /// <summary><c>scheduled</c>, <c>cancelled</c>, <c>open</c>, <c>closed</c>, <c>revealed</c> or <c>voided</c>.</summary>
    public required string State { get; init; }

    /// <inheritdoc cref="QuestionView.OpensAt"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? OpensAt { get; init; }

    /// <inheritdoc cref="QuestionView.Text"/>
    public required string Text { get; init; }

    public required IReadOnlyList<string> Options { get; init; }

    /// <inheritdoc cref="PollOpened.ClosesAt"/>
    public required long ClosesAt { get; init; }

    /// <summary>How many people have voted so far.</summary>
    public required long Votes { get; init; }

    /// <summary>Votes per option, in the order of the options; present once it is revealed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<long>? Counts { get; init; }
}
