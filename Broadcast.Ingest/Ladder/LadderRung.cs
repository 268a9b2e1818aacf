using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Ingest.Ladder;

/// <summary>One rendition that a ladder may have.</summary>
public sealed record LadderRung
{
    /// <summary>Lines; 0 is the sound alone, which is not encoded.</summary>
    public int Height { get; init; }

    /// <summary>Of the picture, in bits per second: its average, and its limit over any second.</summary>
    public long Bitrate { get; init; }

    /// <summary>Preset of x264.</summary>
    [Matches("[a-z0-9]{1,20}", "be a preset of x264, such as veryfast")]
    public string Preset { get; init; } = "veryfast";

    internal bool SoundOnly => Height == 0;

    /// <summary>Width in pixels at 16:9, declared until the first picture tells the real one.</summary>
    internal int LikelyWidth => Height * 16 / 9 / 2 * 2;
}
