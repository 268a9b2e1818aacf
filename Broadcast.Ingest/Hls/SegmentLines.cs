using System.Globalization;
using System.Text;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Hls;

/// <summary>What both kinds of media playlist say of a playlist and of a segment (rfc8216bis 4.4).</summary>
internal static class SegmentLines
{
    public static void Head(StringBuilder text, Listing listing, int version)
    {
        var first = listing.Segments.IsEmpty ? listing.OpenNumber : listing.Segments[0].Number;
        text.Append(CultureInfo.InvariantCulture, $"#EXTM3U\n#EXT-X-VERSION:{version}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{(int)ChannelTimes.TargetDuration.TotalSeconds}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{first}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-DISCONTINUITY-SEQUENCE:{listing.DiscontinuitySequence}\n");
    }

    /// <summary>What stands before a segment's first part, so that a splice is known with it.</summary>
    /// <param name="text">Written to.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="previous">The one before it in this text; null repeats the map.</param>
    public static void Begin(StringBuilder text, Segment segment, Segment? previous)
    {
        if (segment.Discontinuity)
            text.Append("#EXT-X-DISCONTINUITY\n");
        if (previous is null || segment.Discontinuity || segment.Init != previous.Init)
            text.Append("#EXT-X-MAP:URI=\"").Append(MediaNames.Init(segment.Init)).Append("\"\n");
        text.Append("#EXT-X-PROGRAM-DATE-TIME:").Append(segment.Start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)).Append('\n');
    }

    public static void End(StringBuilder text, string epoch, Segment segment)
    {
        if (segment.Gap)
            text.Append("#EXT-X-GAP\n");
        text.Append("#EXTINF:").Append(Seconds(segment.Duration)).Append(",\n").Append(MediaNames.Segment(epoch, segment.Number)).Append('\n');
    }

    /// <summary>To the last digit: what is listed is what is in the media.</summary>
    public static string Seconds(TimeSpan time) =>
        (time.Ticks / (decimal)TimeSpan.TicksPerSecond).ToString("0.0######", CultureInfo.InvariantCulture);
}
