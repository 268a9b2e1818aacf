using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Ingest.Channels;

/// <summary>How much of a channel is listed and kept, and how soon its slate takes over.</summary>
public sealed record ChannelOptions
{
    public const string Section = "Ingest:Channels";

    /// <summary>
    /// The least media that a playlist lists. The protocol asks for three target durations; delta updates leave out what is more than six
    /// from the end.
    /// </summary>
    [Lasts("00:00:16", "01:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long media can still be fetched after it left the playlist.</summary>
    [Lasts("00:00:30", "01:00:00")]
    public TimeSpan Kept { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long after the last part the slate's first part is listed. Players hold back 1.65 s, so more than 1 s would stall them all.
    /// </summary>
    [Lasts("00:00:00.600", "00:00:01")]
    public TimeSpan SlateAfter { get; init; } = TimeSpan.FromMilliseconds(900);

    /// <summary>
    /// Bytes of a rendition's media in memory: two minutes at 16 Mb/s. Beyond that, media leaves memory as soon as it leaves the playlist,
    /// and then the playlist gets shorter, down to <see cref="LeastWindow"/>.
    /// </summary>
    internal long Bytes { get; set; } = 256L << 20;

    /// <summary>Three target durations and the open segment: a playlist never lists less.</summary>
    internal static TimeSpan LeastWindow { get; } = TimeSpan.FromSeconds(16);

    /// <summary>How long a pending cut waits for a keyframe of the next stage before the slate covers it.</summary>
    [Lasts("00:00:01", "00:00:30")]
    public TimeSpan CutPatience { get; init; } = TimeSpan.FromSeconds(5);
}
