using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Events;

/// <summary>One frame from the server to a member of a room; see <see cref="IRoomClient.Events"/>.</summary>
public sealed record EventBatch
{
    /// <summary>The log's epoch. A client that knows another one joins again with its position and is told whether to resync.</summary>
    public required string Epoch { get; init; }

    /// <summary>
    /// The log position before this batch. A client whose position is lower has missed something and joins again with it.
    /// </summary>
    public required long From { get; init; }

    /// <summary>The log position after this batch.</summary>
    public required long To { get; init; }

    /// <summary>
    /// In the order of their offsets. Missing offsets are chat messages that were left out; <see cref="Skipped"/> counts them.
    /// </summary>
    public required IReadOnlyList<RoomEvent> Events { get; init; }

    public required RoomCounts Counts { get; init; }

    /// <summary>How many chat messages of this batch were left out.</summary>
    public required int Skipped { get; init; }

    /// <summary>True in every frame while the room refuses commands with <c>room.paused</c>; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Paused { get; init; }
}

/// <summary>The room's numbers, as shown on pages.</summary>
public sealed record RoomCounts
{
    /// <summary>People with the room open now, over all nodes.</summary>
    public required long Viewers { get; init; }

    /// <summary>Likes since the room's log began.</summary>
    public required long Likes { get; init; }
}
