namespace Broadcast.Chat.Audience;

/// <summary>A room's numbers of one day, over all nodes.</summary>
internal sealed record AudienceDayNumbers
{
    /// <summary>The day in the festival's zone.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The most viewers that there were, held for a window of <c>Audience:Lifetime</c> and two beats.</summary>
    public required long Peak { get; init; }

    /// <summary>When that window began; null without viewers.</summary>
    public DateTimeOffset? PeakAt { get; init; }

    /// <summary>The same by hour of the day; hours without viewers are absent.</summary>
    public required IReadOnlyList<AudienceHour> Hours { get; init; }

    /// <summary>Different people, by HyperLogLog: a standard error of 0.81 %.</summary>
    public required long Unique { get; init; }

    /// <summary>Seconds watched, of all people.</summary>
    public required long WatchedSeconds { get; init; }

    /// <summary><see cref="WatchedSeconds"/> by <see cref="Unique"/>; 0 without viewers.</summary>
    public required long AverageSeconds { get; init; }
}

/// <param name="Hour">0-23, in the festival's zone.</param>
/// <param name="Peak">The most viewers in it.</param>
internal sealed record AudienceHour(int Hour, long Peak);
