using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Moderation;

namespace Broadcast.Chat.Contracts;

/// <summary>What a room shows now. The events inside are those of the log, with their <c>showAt</c>.</summary>
public sealed record RoomSnapshot
{
    /// <summary>The <c>pin</c> event in force; null when nothing is pinned.</summary>
    public required RoomEvent? Pin { get; init; }

    /// <summary>Questions that are scheduled or have no result yet, and the one that was revealed or voided last: each as its <c>question.*</c> events.</summary>
    public required IReadOnlyList<RoomEvent> Questions { get; init; }

    /// <summary>Polls that are scheduled or have no result yet, and the one that was revealed or voided last: each as its <c>poll.*</c> events.</summary>
    public required IReadOnlyList<RoomEvent> Polls { get; init; }

    /// <summary>Votes without a result, and the one that was settled or voided last: each as its <c>vote.*</c> events.</summary>
    public required IReadOnlyList<RoomEvent> Votes { get; init; }

    /// <summary>For a relay's room: the <c>onair</c> event in force; null before the first cut and in other rooms.</summary>
    public required RoomEvent? OnAir { get; init; }

    /// <summary>The mode in force.</summary>
    public required RoomMode Mode { get; init; }

    public required RoomCounts Counts { get; init; }

    /// <summary>
    /// The caller's rights in this room: any of <c>read</c>, <c>like</c>, <c>chat</c>, <c>answer</c>, <c>act</c> (pin, ask and reveal on
    /// this stage), and for moderation <c>remove</c>, <c>timeout</c>, <c>ban</c>, <c>shadow</c>, <c>review</c>, <c>mode</c>.
    /// </summary>
    public required IReadOnlyList<string> May { get; init; }

    /// <summary>The server's clock, Unix milliseconds, for timers without a picture.</summary>
    public required long Now { get; init; }
}
