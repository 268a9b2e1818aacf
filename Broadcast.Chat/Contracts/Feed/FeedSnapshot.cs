using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Chat.Contracts.Feed;

/// <summary>
/// <c>GET /rooms/{room}/feed/snapshot.json</c>: what <see cref="IRoomHub.Join"/> answers without a position, and the number of the next
/// chunk.
/// </summary>
public sealed record FeedSnapshot
{
    public required string Epoch { get; init; }

    /// <summary>The log position that <see cref="Snapshot"/> and <see cref="Events"/> reach.</summary>
    public required long Offset { get; init; }

    public required RoomSnapshot Snapshot { get; init; }

    /// <summary>The newest chat messages.</summary>
    public required IReadOnlyList<RoomEvent> Events { get; init; }

    /// <summary>
    /// The number of the chunk to go on with. It may begin with events up to <see cref="Offset"/>, which a reader ignores.
    /// </summary>
    public required long Next { get; init; }
}

/// <summary>
/// <c>GET /rooms/{room}/feed/counts.json</c>: the room's numbers, for readers of the feed, who are not counted themselves.
/// </summary>
public sealed record FeedCounts
{
    public required RoomCounts Counts { get; init; }

    /// <summary>The server's clock, Unix milliseconds.</summary>
    public required long Now { get; init; }
}
