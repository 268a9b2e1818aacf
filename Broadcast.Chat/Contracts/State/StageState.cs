using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.State;

/// <summary>A stage's state, written to Redis by Ingest once a second; expires when Ingest is gone.</summary>
public sealed record StageState
{
    public required StageId Stage { get; init; }

    /// <summary>True while a source sends pictures.</summary>
    public required bool Live { get; init; }

    /// <summary>Program date-time of the newest received frame, Unix milliseconds; null without a source.</summary>
    public long? Head { get; init; }

    /// <summary>When <see cref="Head"/> was read, Unix milliseconds of the same clock.</summary>
    public required long At { get; init; }
}
