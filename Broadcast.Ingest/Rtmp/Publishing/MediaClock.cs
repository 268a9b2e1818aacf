namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>
/// Carries 32-bit times on past 2^32 ms (49.7 days), forwards and backwards: each is read as the one nearest to the last picture or sound.
/// One for all tracks, because they pass the line at different messages.
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
    public long Nearest(uint timestamp) => _last is { } last ? last + (int)(timestamp - (uint)last) : timestamp;
}
