using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.Events;

/// <summary>
/// <c>poll.opened</c>: an anchor or operator opened a quick poll. To the stage's room, and to the relay's room while the stage is on air; when a
/// relay cuts to the stage, also the poll that is open then.
/// </summary>
public sealed record PollOpened : IWindowEvent
{
    public required PollId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }

    public required string Text { get; init; }

    /// <summary>2–6 texts; a vote is the index of one.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Channel time at which the time to vote ends in the picture, Unix milliseconds.</summary>
    public required long ClosesAt { get; init; }

    /// <summary>The server accepts votes until then, Unix milliseconds.</summary>
    public required long AcceptUntil { get; init; }
}

/// <summary>
/// <c>poll.revealed</c>: the poll is over, and this is the result. Sent by the server when no more votes come in, to the stage's room and to every
/// relay's room that shows the poll.
/// </summary>
public sealed record PollRevealed : IWindowEvent
{
    public required PollId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }

    /// <summary>Votes per option, in the order of the options.</summary>
    public required IReadOnlyList<long> Counts { get; init; }
}

/// <summary>
/// <c>poll.voided</c>: the poll ends without a result, because votes were lost with Redis. Sent by the server, to the rooms that show the poll.
/// </summary>
public sealed record PollVoided : IWindowEvent
{
    public required PollId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }
}
