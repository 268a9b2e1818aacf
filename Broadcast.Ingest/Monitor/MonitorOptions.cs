using System.ComponentModel.DataAnnotations;

namespace Broadcast.Ingest.Monitor;

/// <summary>How the stages' pictures and sound are watched.</summary>
public sealed record MonitorOptions
{
    public const string Section = "Ingest:Monitor";

    /// <summary>False: no picture is looked at, there are no posters of stages, and what the rules would judge by them is unknown.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Between two posters; keyframes are the only pictures looked at, so it is never more often than these come.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Ingest:Monitor:PosterEvery must be 1-300 s.")]
    public TimeSpan PosterEvery { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Between two posters that are kept for storyboards.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Ingest:Monitor:StoryboardEvery must be 1 s-1 h.")]
    public TimeSpan StoryboardEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long posters are kept for storyboards.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "366.00:00:00", ErrorMessage = "Ingest:Monitor:PostersKept must be 1 min-366 days.")]
    public TimeSpan PostersKept { get; init; } = TimeSpan.FromDays(2);

    /// <summary>How many posters a channel keeps at most; beyond, the oldest go.</summary>
    [Range(10, 1_000_000, ErrorMessage = "Ingest:Monitor:MaxPosters must be 10-1000000.")]
    public int MaxPosters { get; init; } = 20_000;
}
