using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.Events;

/// <summary>One of the things that a vote lets people choose.</summary>
public sealed record VoteOption
{
    /// <summary>1–80 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The same in English; absent when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NameEn { get; init; }
}

/// <summary>
/// <c>vote.scheduled</c>: a vote was made that opens later. To the stage's room, and to the relay's room while the stage is on air. The pages show it when it opens.
/// </summary>
public sealed record VoteScheduled : IWindowEvent
{
    public required VoteId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }

    public required string Title { get; init; }

    /// <inheritdoc cref="VoteOpened.Options"/>
    public required IReadOnlyList<VoteOption> Options { get; init; }

    /// <summary>When it opens, Unix milliseconds; absent when somebody opens it by hand.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? OpensAt { get; init; }

    /// <summary>When it closes, Unix milliseconds; absent when that counts from its opening.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ClosesAt { get; init; }
}

/// <summary>
/// <c>vote.opened</c>: persons may vote, each once, with <c>POST /api/v1/votes/{id}/ballots</c>. The database keeps and counts the ballots; this room only
/// shows the vote. To the stage's room, and to the relay's room while the stage is on air; when a relay cuts to the stage, also the votes that are
/// open then. Told again when Redis has lost it.
/// </summary>
public sealed record VoteOpened : IWindowEvent
{
    public required VoteId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }

    public required string Title { get; init; }

    /// <summary>2–50; a ballot names one by its index, from 0.</summary>
    public required IReadOnlyList<VoteOption> Options { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long OpensAt { get; init; }

    /// <summary>The end of the vote as it is shown, Unix milliseconds.</summary>
    public required long ClosesAt { get; init; }

    /// <summary>Ballots are accepted until then, Unix milliseconds.</summary>
    public required long AcceptUntil { get; init; }

    /// <summary>When the counts are shown: <c>live</c>, or <c>after</c> the end.</summary>
    public required string Results { get; init; }

    /// <summary>The least proof that voting takes, one of <see cref="Proofs"/>.</summary>
    public required string Strength { get; init; }
}

/// <summary><c>vote.paused</c>: the vote's time stands still, and it takes no ballots. To the rooms that show the vote.</summary>
public sealed record VotePaused : IWindowEvent
{
    public required VoteId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    int IWindowEvent.PauseNumber => Pause;

    public required StageId Stage { get; init; }

    /// <summary>The number of this pause of the vote, from 1.</summary>
    public required int Pause { get; init; }
}

/// <summary><c>vote.resumed</c>: the time of a paused vote goes on, and ends later by as long as the pause was. To the rooms that show the vote.</summary>
public sealed record VoteResumed : IWindowEvent
{
    public required VoteId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    int IWindowEvent.PauseNumber => Pause;

    public required StageId Stage { get; init; }

    /// <inheritdoc cref="VotePaused.Pause"/>
    public required int Pause { get; init; }

    /// <inheritdoc cref="VoteOpened.ClosesAt"/>
    public required long ClosesAt { get; init; }

    /// <inheritdoc cref="VoteOpened.AcceptUntil"/>
    public required long AcceptUntil { get; init; }
}

/// <summary><c>vote.closed</c>: no more ballots are accepted; the result follows. To the rooms that show the vote.</summary>
public sealed record VoteClosed : IWindowEvent
{
    public required VoteId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }
}

/// <summary><c>vote.settled</c>: the final result. To the rooms that show the vote.</summary>
public sealed record VoteSettled : IWindowEvent
{
    public required VoteId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }

    /// <summary>Ballots per option, in the order of the options.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>How many ballots there are; the sum of <see cref="Counts"/>.</summary>
    public required long Ballots { get; init; }

    /// <summary>SHA-256 over the digests of all ballots, lower-case hex: it proves later that none was changed.</summary>
    public required string Root { get; init; }
}

/// <summary><c>vote.voided</c>: the vote ends without a result, because an operator has said so. To the rooms that show the vote.</summary>
public sealed record VoteVoided : IWindowEvent
{
    public required VoteId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }
}
