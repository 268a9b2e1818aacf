namespace Broadcast.Ingest.Channels;

/// <summary>Where a channel's counters begin.</summary>
/// <param name="Epoch">Part of every media URI: differs for each start of a channel.</param>
/// <param name="Start">The date-time before which nothing is listed.</param>
/// <param name="SegmentNumber">The first media sequence number.</param>
/// <param name="PartNumber">The first part's number.</param>
/// <param name="DiscontinuitySequence">The first discontinuity sequence.</param>
internal sealed record TapeOrigin(string Epoch, DateTimeOffset Start, long SegmentNumber, long PartNumber, long DiscontinuitySequence)
{
    private static readonly DateTimeOffset Zero = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Weeks begin on Monday at 04:00 in Shanghai, when nobody watches.</summary>
    private static readonly DateTimeOffset FirstWeek = new(2026, 1, 4, 20, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// DVR playlists count discontinuities backwards from the live playlist. In the hours that they reach back, a channel has fewer than
    /// this many, so that no number becomes negative.
    /// </summary>
    private const long FirstDiscontinuity = 10_000;

    private const long Week = 7 * 24 * 3600;

    /// <summary>
    /// Derives the counters from the clock, so that they do not go back after a restart: two segments a second and one discontinuity in
    /// four seconds are more than a channel makes on average. The discontinuity sequence starts again each week, because hls.js 1.7.4
    /// counts up to it from zero at every playlist: in millions that took a tenth of a second of a page's time.
    /// </summary>
    public static TapeOrigin At(DateTimeOffset now, TimeSpan before)
    {
        var seconds = Math.Max(0, (long)(now - Zero).TotalSeconds);
        var ofWeek = Math.Max(0, (long)(now - FirstWeek).TotalSeconds) % Week;
        return new TapeOrigin(now.ToUnixTimeMilliseconds().ToString("x"), now - before, seconds * 2, 0, FirstDiscontinuity + (ofWeek / 4));
    }
}
