namespace Broadcast.Chat.Audience;

/// <summary>A room's audience on one day, over all nodes.</summary>
internal sealed record AudienceDayNumbers
{
    /// <summary>The day in the festival's time zone.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The highest number of viewers that held for a window of <see cref="AudienceOptions.Lifetime"/> and two beats.</summary>
    public required long Peak { get; init; }

    /// <summary>When that window began; null without viewers.</summary>
    public DateTimeOffset? PeakAt { get; init; }

    /// <summary>The peak of each hour of the day; hours without viewers are absent.</summary>
    public required IReadOnlyList<AudienceHour> Hours { get; init; }

    /// <summary>Different people, counted by HyperLogLog with a standard error of 0.81 %.</summary>
    public required long Unique { get; init; }

    /// <summary>Seconds watched, summed over all people.</summary>
    public required long WatchedSeconds { get; init; }

    /// <summary><see cref="WatchedSeconds"/> divided by <see cref="Unique"/>; 0 without viewers.</summary>
    public required long AverageSeconds { get; init; }
}

/// <param name="Hour">0 to 23, in the festival's time zone.</param>
/// <param name="Peak">The highest number of viewers that held for a window in this hour.</param>
internal sealed record AudienceHour(int Hour, long Peak);
