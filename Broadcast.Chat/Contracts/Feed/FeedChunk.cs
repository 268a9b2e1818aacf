using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Chat.Contracts.Feed;

/// <summary>
/// <c>GET /rooms/{room}/feed/{epoch}/{n}.json</c>: the events of the first second with events, from second <c>n</c> (Unix seconds of the
/// log's clock) and before the next multiple of ten seconds; without events if there is no such second. A chunk never changes and is the
/// same on every node. A request that comes before the chunk is complete waits for it.
/// </summary>
public sealed record FeedChunk
{
    public required string Epoch { get; init; }

    /// <summary>The log position before this chunk. A reader whose position is lower has missed something and reads the snapshot.</summary>
    public required long From { get; init; }

    /// <summary>The log position after this chunk.</summary>
    public required long To { get; init; }

    /// <summary>
    /// In the order of their offsets: all control events, and chat sampled as in a frame. A reader ignores what it knows.
    /// </summary>
    public required IReadOnlyList<RoomEvent> Events { get; init; }

    /// <summary>How many chat messages of this chunk were left out.</summary>
    public required long Skipped { get; init; }

    /// <summary>The number of the next chunk.</summary>
    public required long Next { get; init; }
}

/// <summary>
/// The answer instead of a chunk when the epoch has ended. A reader whose position is at most <see cref="Ended"/> goes on with chunk
/// <see cref="Next"/> of <see cref="Epoch"/>; a reader beyond it knows events that the log has lost, and reads the snapshot.
/// </summary>
public sealed record FeedMoved
{
    /// <summary>The epoch in force.</summary>
    public required string Epoch { get; init; }

    /// <summary>The last position of the epoch that was asked for.</summary>
    public required long Ended { get; init; }

    /// <summary>The number of the chunk to go on with: the one that was asked for.</summary>
    public required long Next { get; init; }
}
