namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>
/// Carries times on past 2^31 ms (24.9 days) and 2^32 ms (49.7 days), forwards and backwards: each is read as the one nearest to the last
/// picture or sound. Encoders begin again at either line (FFmpeg cuts its times to 31 bits), and modulo 2^31 both are one. One clock for
/// all tracks, because they pass the line at different messages.
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

    /// <summary>Without moving the clock: metadata often carries 0 in mid-stream.</summary>
    public long Nearest(uint timestamp) => _last is { } last ? last + Distance(timestamp - (uint)last) : timestamp;

    /// <summary>The lower 31 bits as a signed number.</summary>
    private static int Distance(uint difference) => (int)(difference << 1) >> 1;
}
