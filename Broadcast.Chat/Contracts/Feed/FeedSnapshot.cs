namespace Broadcast.Chat.Contracts;

/// <summary><c>GET /rooms/{room}/feed/snapshot.json</c>: what <see cref="IRoomHub.Join"/> answers to somebody without a position, and where the chunks go on.</summary>
public sealed record FeedSnapshot
{
    public required string Epoch { get; init; }

    /// <summary>The log position that <see cref="Snapshot"/> and <see cref="Events"/> reach.</summary>
    public required long Offset { get; init; }

    public required RoomSnapshot Snapshot { get; init; }

    /// <summary>The newest chat.</summary>
    public required IReadOnlyList<RoomEvent> Events { get; init; }

    /// <summary>The number of the chunk that holds what comes behind <see cref="Offset"/>; it may begin before it.</summary>
    public required long Next { get; init; }
}

/// <summary><c>GET /rooms/{room}/feed/counts.json</c>: the room's numbers, for readers of the feed, who are not counted themselves.</summary>
public sealed record FeedCounts
{
    public required RoomCounts Counts { get; init; }

    /// <summary>The server's clock, Unix milliseconds.</summary>
    public required long Now { get; init; }
}
