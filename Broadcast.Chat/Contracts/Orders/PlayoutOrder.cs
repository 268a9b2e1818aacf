using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;

namespace Broadcast.Chat.Contracts.Orders;

/// <summary>An order to the playout in Ingest, carried on a Redis stream. One that is not carried out within 2 s is dropped.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TakeStage), "take")]
[JsonDerivedType(typeof(HoldRelay), "hold")]
[JsonDerivedType(typeof(ReleaseRelay), "release")]
[JsonDerivedType(typeof(FillRelay), "filler")]
[JsonDerivedType(typeof(ReturnRelay), "return")]
[JsonDerivedType(typeof(DropPublisher), "dropPublisher")]
public abstract record PlayoutOrder;

/// <summary>
/// What somebody does to a relay by hand. Refused with <c>playout.conflict</c> when <see cref="ExpectedCurrent"/> is given and neither on air
/// nor about to be, or the slate is expected and a stage is.
/// </summary>
public abstract record RelayOrder : PlayoutOrder
{
    public required ChannelId Channel { get; init; }

    public StageId? ExpectedCurrent { get; init; }

    /// <summary>True when the slate is expected, and no stage.</summary>
    public bool? ExpectedSlate { get; init; }

    /// <summary>Who does it; null from an older build.</summary>
    public EventAuthor? By { get; init; }

    /// <summary>How its call is named, for the record that the playout writes; null from an older build, which writes it itself.</summary>
    public string? Act { get; init; }

    /// <summary>Made by the sender: of several playouts that carry the order out, one notes it.</summary>
    public string? Id { get; init; }
}

/// <summary>Cuts the relay to a stage at its next keyframe: until the next slot begins, or while the relay is held.</summary>
public sealed record TakeStage : RelayOrder
{
    public required StageId Stage { get; init; }
}

/// <summary>Keeps what is on air past the ends of slots, until somebody releases it.</summary>
public sealed record HoldRelay : RelayOrder;

/// <summary>Ends a hold: the rundown goes on in the present slot. Without a hold nothing changes.</summary>
public sealed record ReleaseRelay : RelayOrder;

/// <summary>Shows the slate and no stage: until the next slot begins, or while the relay is held.</summary>
public sealed record FillRelay : RelayOrder;

/// <summary>Ends all that was done by hand, also a hold: the relay shows what the rundown says now.</summary>
public sealed record ReturnRelay : RelayOrder;

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

    /// <summary>For a relay's order: what was on air before it.</summary>
    public RelayMark? Before { get; init; }

    /// <summary>For a relay's order: what is to be on air since.</summary>
    public RelayMark? After { get; init; }

    /// <summary>For a relay's order: the expected date-time of the cut, Unix milliseconds.</summary>
    public long? ExpectedAt { get; init; }

    /// <summary>For a relay's order, also a refused one: what the relay shows.</summary>
    public RelayState? Shown { get; init; }

    /// <summary>The relay's next slot.</summary>
    public SlotFact? Next { get; init; }
}
