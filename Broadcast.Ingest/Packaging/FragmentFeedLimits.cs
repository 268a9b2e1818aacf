namespace Broadcast.Ingest.Packaging;

/// <summary>How much a <see cref="FragmentFeed"/> holds and how patient it is.</summary>
internal sealed record FragmentFeedLimits
{
    /// <summary>Fragments that may wait: ten seconds of thirty pictures.</summary>
    public int Fragments { get; init; } = 300;

    /// <summary>Bytes that may wait.</summary>
    public long Bytes { get; init; } = 32 << 20;

    /// <summary>A child that takes nothing for so long is replaced.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between a failure and the next try.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);
}
