namespace Broadcast.Ingest.Channels;

/// <summary>Where a channel's counters begin.</summary>
/// <param name="Epoch">Part of every media URI: never the same for two lives of a channel.</param>
/// <param name="Start">The date-time before which nothing is listed.</param>
/// <param name="SegmentNumber">The first media sequence number.</param>
/// <param name="PartNumber">The first part's number.</param>
/// <param name="DiscontinuitySequence">The first discontinuity sequence.</param>
internal sealed record TapeOrigin(string Epoch, DateTimeOffset Start, long SegmentNumber, long PartNumber, long DiscontinuitySequence)
{
    private static readonly DateTimeOffset Zero = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Derived from the clock, so that a restarted host does not go back either: two segments a second and one discontinuity in four
    /// seconds are more than a channel makes on average.
    /// </summary>
    public static TapeOrigin At(DateTimeOffset now, TimeSpan before)
    {
        var seconds = Math.Max(0, (long)(now - Zero).TotalSeconds);
        return new TapeOrigin(now.ToUnixTimeMilliseconds().ToString("x"), now - before, seconds * 2, 0, seconds / 4);
    }
}
