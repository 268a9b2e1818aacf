using System.Globalization;
using System.Text;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Hls;

/// <summary>The lines that both kinds of media playlist share: the head, and those of a segment (rfc8216bis 4.4).</summary>
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

    /// <summary>Writes the tags that stand before a segment's first part, so that a splice is known with that part.</summary>
    /// <param name="text">Written to.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="previous">The segment before it in this text; null if none, and the map is written again.</param>
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

    /// <summary>Seconds, exact to the tick: a listed duration is that of the media.</summary>
    public static string Seconds(TimeSpan time) =>
        (time.Ticks / (decimal)TimeSpan.TicksPerSecond).ToString("0.0######", CultureInfo.InvariantCulture);
}
