namespace Broadcast.Ingest.Ladder;

/// <summary>One rendition that a ladder may have.</summary>
public sealed record LadderRung
{
    /// <summary>Lines; 0 is the sound alone, which is not encoded.</summary>
    public int Height { get; init; }

    /// <summary>Of the picture, bits a second: the mean, and what it may not exceed for longer than a second.</summary>
    public long Bitrate { get; init; }

    /// <summary>Of x264.</summary>
    public string Preset { get; init; } = "veryfast";

    internal bool SoundOnly => Height == 0;

    /// <summary>16:9 until the first picture says otherwise.</summary>
    internal int LikelyWidth => Height * 16 / 9 / 2 * 2;
}
