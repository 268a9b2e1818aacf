using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.Orders;

/// <summary>An order to the playout in Ingest, carried on a Redis stream. One that is not carried out within 2 s is dropped.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TakeStage), "take")]
[JsonDerivedType(typeof(DropPublisher), "dropPublisher")]
public abstract record PlayoutOrder;

/// <summary>
/// Cuts a relay channel to a stage at its next keyframe. Refused with <c>playout.conflict</c> when <see cref="ExpectedCurrent"/> is given
/// and not on air.
/// </summary>
public sealed record TakeStage : PlayoutOrder
{
    public required ChannelId Channel { get; init; }

    public required StageId Stage { get; init; }

    public StageId? ExpectedCurrent { get; init; }

    /// <summary>Who takes it; null from an older build.</summary>
    public EventAuthor? By { get; init; }
}

/// <summary>Drops the publisher of a stage whose stream key was rotated.</summary>
public sealed record DropPublisher : PlayoutOrder
{
    public required StageId Stage { get; init; }

    /// <summary>The digest of the replaced key, which is refused at once, even before the facts change.</summary>
    public string? OldDigest { get; init; }
}

/// <summary>The answer of the playout. <see cref="Code"/> is null on success, else a stable error code.</summary>
public sealed record PlayoutReply
{
    public string? Code { get; init; }

    public string? Message { get; init; }

    /// <summary>For a take: the stage on air before it.</summary>
    public StageId? Previous { get; init; }

    /// <summary>For a take: the expected date-time of the cut, Unix milliseconds.</summary>
    public long? ExpectedAt { get; init; }
}
