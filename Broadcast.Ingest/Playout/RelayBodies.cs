using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Playout;

/// <summary>Which stage to take.</summary>
internal sealed record TakeRequest
{
    public required StageId Stage { get; init; }

    /// <inheritdoc cref="RelayRequest.ExpectedCurrent"/>
    public StageId? ExpectedCurrent { get; init; }

    /// <inheritdoc cref="RelayRequest.ExpectedSlate"/>
    public bool? ExpectedSlate { get; init; }
}

/// <summary>What is done to a relay by hand.</summary>
internal sealed record RelayRequest
{
    /// <summary>
    /// The stage that the operator sees on air. If another is on air or about to be, nothing is done, and the answer is
    /// <c>playout.conflict</c> with the channel's state as <c>channel</c>. Without one, and without the slate, nothing is compared.
    /// </summary>
    public StageId? ExpectedCurrent { get; init; }

    /// <summary>True when the operator sees the slate and no stage. If a stage is on air or about to be, the answer is the same.</summary>
    public bool? ExpectedSlate { get; init; }
}

/// <param name="Stage">The stage that is to be on air since; null for the slate.</param>
/// <param name="Previous">The stage on air before.</param>
/// <param name="ExpectedAt">Date-time at which the cut is expected, Unix milliseconds.</param>
/// <param name="Held">True while the relay stays as it is past the ends of slots.</param>
/// <param name="ResumesAt">When the rundown resumes by itself, Unix milliseconds; null while it decides or is held off, and when no slot follows.</param>
internal sealed record RelayAnswer(StageId? Stage, StageId? Previous, long? ExpectedAt, bool Held, long? ResumesAt);
