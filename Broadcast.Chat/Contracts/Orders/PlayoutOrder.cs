using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts;

/// <summary>An order to the playout in Ingest, carried on a Redis stream and answered within 2 s.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TakeStage), "take")]
[JsonDerivedType(typeof(DropPublisher), "dropPublisher")]
public abstract record PlayoutOrder;

/// <summary>Cut a relay channel to a stage at its next keyframe. Refused with <c>playout.conflict</c> when <see cref="ExpectedCurrent"/> is not on air.</summary>
public sealed record TakeStage : PlayoutOrder
{
    public required ChannelId Channel { get; init; }

    public required StageId Stage { get; init; }

    public StageId? ExpectedCurrent { get; init; }
}

/// <summary>A stage's key was rotated: drop the publisher that came with the old one.</summary>
public sealed record DropPublisher : PlayoutOrder
{
    public required StageId Stage { get; init; }

    /// <summary>The digest of the key that was replaced: it lets nobody in any more, also before the facts say so.</summary>
    public string? OldDigest { get; init; }
}

/// <summary>What the playout answered. <see cref="Code"/> is null on success, else a stable error code.</summary>
public sealed record PlayoutReply
{
    public string? Code { get; init; }

    public string? Message { get; init; }

    /// <summary>For a take: the stage on air before it.</summary>
    public StageId? Previous { get; init; }

    /// <summary>For a take: the expected date-time of the cut, Unix milliseconds.</summary>
    public long? ExpectedAt { get; init; }
}
