using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Ingest.Recording;

/// <summary>What of the channels is kept on disk, where, and for how long.</summary>
public sealed record RecordingOptions
{
    public const string Section = "Ingest:Recording";

    /// <summary>False: nothing is written, and viewers can go back only as far as the playlist lists.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The folder of the recordings; empty: <c>recordings</c> in the data directory.</summary>
    public string Directory { get; init; } = "";

    /// <summary>How long media is kept.</summary>
    [Lasts("00:10:00", "3650.00:00:00")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long the media of replays is kept; without effect when shorter than <see cref="Retention"/>.</summary>
    [Lasts("00:00:00", "3650.00:00:00")]
    public TimeSpan ReplayRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The newest media, which is not deleted even when the disk is full; then recording pauses.</summary>
    [Lasts("00:00:00", "1.00:00:00")]
    public TimeSpan Floor { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Bytes that are left free on the disk for others: when less is free, the oldest recordings are removed.</summary>
    [Between(0, 100_000_000_000_000)]
    public long MinFree { get; init; } = 1L << 30;

    /// <summary>How far back a live channel can be watched.</summary>
    [Lasts("00:01:00", "12:00:00")]
    public TimeSpan DvrWindow { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How many segments of a channel may wait for the disk; the next ones are gaps in the recording.</summary>
    internal int Queue { get; set; } = 64;

    /// <summary>Bytes of a channel's segments that may wait for the disk: half a minute at 40 Mb/s.</summary>
    internal long QueueBytes { get; set; } = 128L << 20;
}
