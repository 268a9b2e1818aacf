using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Ingest.Monitor;

/// <summary>How the stages' pictures and sound are watched.</summary>
public sealed record MonitorOptions
{
    public const string Section = "Ingest:Monitor";

    /// <summary>False: no stage is watched or has posters, and alarms that need picture or sound readings are never raised.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Time between two posters. Only keyframes become posters, so they are never more frequent than keyframes.</summary>
    [Lasts("00:00:01", "00:05:00")]
    public TimeSpan PosterEvery { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Time between two posters that are kept for storyboards.</summary>
    internal TimeSpan StoryboardEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long posters are kept for storyboards.</summary>
    [Lasts("00:01:00", "366.00:00:00")]
    public TimeSpan PostersKept { get; init; } = TimeSpan.FromDays(2);

    /// <summary>How many posters a channel keeps at most; beyond that, the oldest are deleted.</summary>
    internal int MaxPosters { get; set; } = 20_000;
}
