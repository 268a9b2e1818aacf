namespace Broadcast.Chat.Contracts;

/// <summary>
/// <c>GET /rooms/{room}/feed/{epoch}/{n}.json</c>: the events of the first second from <c>n</c> on (Unix seconds by the log's clock) in which
/// anything happened, if that is before the next full ten seconds; else none, and the number to go on with. Never changes, and is the same
/// on every node. Who asks too early waits until it can be said.
/// </summary>
public sealed record FeedChunk
{
    public required string Epoch { get; init; }

    /// <summary>The log position before this chunk; a reader whose position is lower has missed something and takes the snapshot.</summary>
    public required long From { get; init; }

    /// <summary>The log position after this chunk.</summary>
    public required long To { get; init; }

    /// <summary>In the order of their offsets: all control events, and chat sampled like a frame's. A reader passes over what it knows.</summary>
    public required IReadOnlyList<RoomEvent> Events { get; init; }

    /// <summary>How many chat messages of this chunk were left out.</summary>
    public required long Skipped { get; init; }

    /// <summary>The number of the chunk behind this one.</summary>
    public required long Next { get; init; }
}

/// <summary>
/// What is said instead of a chunk when the epoch has ended. A reader whose position is not beyond <see cref="Ended"/> goes on with chunk
/// <see cref="Next"/> of <see cref="Epoch"/>; one that knows more takes the snapshot, for the log has lost what it knows.
/// </summary>
public sealed record FeedMoved
{
    /// <summary>The epoch in force.</summary>
    public required string Epoch { get; init; }

    /// <summary>The last position of the epoch that was asked for.</summary>
    public required long Ended { get; init; }

    public required long Next { get; init; }
}
