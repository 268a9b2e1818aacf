using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Ingest.Sources;

/// <summary>Limits and timeouts of a stage's source.</summary>
public sealed record SourceOptions
{
    public const string Section = "Ingest:Sources";

    /// <summary>Messages that may wait for FFmpeg; beyond that, everything up to the next keyframe is dropped and counted.</summary>
    internal int QueueMessages { get; set; } = 2048;

    /// <summary>Bytes that may wait for FFmpeg.</summary>
    internal int QueueBytes { get; set; } = 32 << 20;

    /// <summary>How long a source may take to announce its audio before it counts as one without.</summary>
    internal TimeSpan HeadersWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A stage without a picture for this long is off air.</summary>
    internal TimeSpan PictureTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Missing audio of more than this is filled with silence.</summary>
    internal TimeSpan AudioHole { get; set; } = TimeSpan.FromMilliseconds(150);

    /// <summary>A leap of the timestamps by more than this begins a new run.</summary>
    internal TimeSpan TimestampJump { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>After an interruption, pictures that are further behind the source's clock than this are discarded.</summary>
    internal TimeSpan MaxLag { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>A publisher that has been silent for this long can be replaced by another one.</summary>
    [Lasts("00:00:01", "00:01:00")]
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Takeovers of a publisher that still delivers, by one with the same mark, allowed per minute: two encoders with one mark must not
    /// replace each other for ever.
    /// </summary>
    internal int TakeoversPerMinute { get; set; } = 10;

    /// <summary>A lower input is shown when none above it has delivered a picture for this long.</summary>
    [Lasts("00:00:00.5", "00:01:00")]
    public TimeSpan BackupAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A higher input is shown again when it has delivered pictures without a pause for this long.</summary>
    [Lasts("00:00:00", "00:10:00")]
    public TimeSpan ReturnAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>An FFmpeg that returns nothing for this long while it is fed is killed and replaced.</summary>
    internal TimeSpan PackagerTimeout { get; set; } = TimeSpan.FromSeconds(3);
}
