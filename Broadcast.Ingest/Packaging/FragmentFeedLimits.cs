namespace Broadcast.Ingest.Packaging;

/// <summary>How much a <see cref="FragmentFeed"/> queues and how long it waits.</summary>
internal sealed record FragmentFeedLimits
{
    /// <summary>Fragments that may wait in the queue: 10 s at 30 pictures a second.</summary>
    public int Fragments { get; init; } = 300;

    /// <summary>Bytes that may wait in the queue.</summary>
    public long Bytes { get; init; } = 32 << 20;

    /// <summary>A child that reads nothing for this long is replaced.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause between a failure and the next try.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);
}
