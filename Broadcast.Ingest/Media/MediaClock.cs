namespace Broadcast.Ingest.Media;

/// <summary>
/// Unwraps timestamps at 2^31 ms (24.9 days) and 2^32 ms (49.7 days), forwards and backwards: each becomes the time nearest to the last
/// picture or sound. Encoders wrap at either limit (FFmpeg cuts its timestamps to 31 bits), and modulo 2^31 covers both. One clock serves
/// all tracks, because they pass the limit at different messages.
/// </summary>
internal sealed class MediaClock
{
    private long? _last;

    public long Unwrap(uint timestamp)
    {
        var time = Nearest(timestamp);
        _last = time;
        return time;
    }

    /// <summary>Unwraps without moving the clock: metadata often carries 0 in mid-stream.</summary>
    public long Nearest(uint timestamp) => _last is { } last ? last + Distance(timestamp - (uint)last) : timestamp;

    /// <summary>The lower 31 bits as a signed number.</summary>
    private static int Distance(uint difference) => (int)(difference << 1) >> 1;
}
