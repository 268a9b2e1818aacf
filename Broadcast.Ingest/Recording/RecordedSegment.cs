namespace Broadcast.Ingest.Recording;

/// <summary>One segment of a channel on disk, as the index has it.</summary>
/// <param name="Epoch">The life of the channel that it belongs to.</param>
/// <param name="Number">Media sequence number, unique within the epoch.</param>
/// <param name="Start">Program date-time.</param>
/// <param name="Duration">As listed.</param>
/// <param name="Discontinuities">How many the channel has had in this life, the one at the beginning of this segment included.</param>
/// <param name="Discontinuity">True when the segment begins with one.</param>
/// <param name="Slate">True when it shows the slate.</param>
/// <param name="Init">Names its initialisation segment.</param>
/// <param name="Offset">Where its bytes begin in the volume's media file.</param>
/// <param name="Length">In bytes.</param>
internal sealed record RecordedSegment(
    string Epoch, long Number, DateTimeOffset Start, TimeSpan Duration, long Discontinuities, bool Discontinuity, bool Slate, string Init, long Offset, long Length)
{
    public DateTimeOffset End => Start + Duration;
}

/// <summary>An initialisation segment and what its media is, for playlists.</summary>
/// <param name="Name">The digest of its content.</param>
/// <param name="Codecs">RFC 6381.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="FrameRate">0 when unknown.</param>
internal sealed record RecordedInit(string Name, string Codecs, int Width, int Height, double FrameRate);
