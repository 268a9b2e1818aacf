using System.ComponentModel.DataAnnotations;

namespace Broadcast.Ingest.Sources;

/// <summary>How a stage's source is taken in.</summary>
public sealed record SourceOptions
{
    public const string Section = "Ingest:Sources";

    /// <summary>Messages that may wait for FFmpeg; beyond, everything up to the next keyframe is dropped and counted.</summary>
    [Range(64, 65536, ErrorMessage = "Ingest:Sources:QueueMessages must be 64-65536.")]
    public int QueueMessages { get; init; } = 2048;

    /// <summary>Bytes that may wait for FFmpeg.</summary>
    [Range(1 << 20, 1 << 30, ErrorMessage = "Ingest:Sources:QueueBytes must be 1048576-1073741824.")]
    public int QueueBytes { get; init; } = 32 << 20;

    /// <summary>How long a source may take to announce its audio before it counts as one without.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10", ErrorMessage = "Ingest:Sources:HeadersWait must be 0-10 s.")]
    public TimeSpan HeadersWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Without a picture for so long, the stage is off air.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:01:00", ErrorMessage = "Ingest:Sources:PictureTimeout must be 0.2-60 s.")]
    public TimeSpan PictureTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Missing audio of more than this is filled with silence.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:00:02", ErrorMessage = "Ingest:Sources:AudioHole must be 0.05-2 s.")]
    public TimeSpan AudioHole { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>A leap of the timestamps by more than this begins a new run.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Ingest:Sources:TimestampJump must be 1-60 s.")]
    public TimeSpan TimestampJump { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>After an interruption, pictures that come later than this behind the source's clock are passed over.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:01:00", ErrorMessage = "Ingest:Sources:MaxLag must be 0.2-60 s.")]
    public TimeSpan MaxLag { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>A publisher silent for so long gives way to the next one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Ingest:Sources:StaleAfter must be 1-60 s.")]
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a minute a stage's publisher may be taken over, so that two encoders cannot throw each other out for ever.</summary>
    [Range(1, 600, ErrorMessage = "Ingest:Sources:TakeoversPerMinute must be 1-600.")]
    public int TakeoversPerMinute { get; init; } = 10;

    /// <summary>A lower input comes in when none above it has delivered for so long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:01:00", ErrorMessage = "Ingest:Sources:BackupAfter must be 0.5-60 s.")]
    public TimeSpan BackupAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A higher input takes the stage back when it has delivered without a pause for so long.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ErrorMessage = "Ingest:Sources:ReturnAfter must be 0-600 s.")]
    public TimeSpan ReturnAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>FFmpeg that returns nothing for so long while it is fed is killed and replaced.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Ingest:Sources:PackagerTimeout must be 1-60 s.")]
    public TimeSpan PackagerTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
