using System.ComponentModel.DataAnnotations;

namespace Broadcast.Ingest.Recording;

/// <summary>What of the channels is kept on disk, where, and for how long.</summary>
public sealed record RecordingOptions : IValidatableObject
{
    public const string Section = "Ingest:Recording";

    /// <summary>False: nothing is written, and viewers can go back only as far as the playlist lists.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The folder of the recordings; empty: <c>recordings</c> in the data directory.</summary>
    public string Directory { get; init; } = "";

    /// <summary>How long media is kept.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "3650.00:00:00", ErrorMessage = "Ingest:Recording:Retention must be from 00:10:00 to 3650.00:00:00.")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long the media of replays is kept; without effect when shorter than <see cref="Retention"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00", ErrorMessage = "Ingest:Recording:ReplayRetention must be from 00:00:00 to 3650.00:00:00.")]
    public TimeSpan ReplayRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The newest media, which is not deleted even when the disk is full; then recording pauses.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "24:00:00", ErrorMessage = "Ingest:Recording:Floor must be from 00:00:00 to 24:00:00.")]
    public TimeSpan Floor { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Bytes that are left free on the disk for others: when less is free, the oldest recordings are removed.</summary>
    [Range(0L, long.MaxValue, ErrorMessage = "Ingest:Recording:MinFree must be 0 or more bytes.")]
    public long MinFree { get; init; } = 1L << 30;

    /// <summary>How far back a live channel can be watched.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "12:00:00", ErrorMessage = "Ingest:Recording:DvrWindow must be from 00:01:00 to 12:00:00.")]
    public TimeSpan DvrWindow { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How many segments of a channel may wait for the disk; the next ones are gaps in the recording.</summary>
    internal int Queue { get; set; } = 64;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Floor > Retention)
            yield return new ValidationResult("Ingest:Recording:Floor must not be longer than Ingest:Recording:Retention.");
    }
}
