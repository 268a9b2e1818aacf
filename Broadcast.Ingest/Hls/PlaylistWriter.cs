using System.Globalization;
using System.Text;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Hls;

/// <summary>Writes media playlists (rfc8216bis). Tags of a segment stand before its first part, so that a splice is known with it.</summary>
internal static class PlaylistWriter
{
    /// <summary>With parts, blocking reload and a preload hint.</summary>
    public static string LowLatency(Listing listing)
    {
        var text = new StringBuilder(8192);
        Head(text, listing, listing.Segments.IsEmpty ? listing.OpenNumber : listing.Segments[0].Number, version: 9);
        text.Append("#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=").Append(Seconds(ChannelTimes.PartHoldBack)).Append('\n');
        text.Append("#EXT-X-PART-INF:PART-TARGET=").Append(Seconds(ChannelTimes.PartTarget)).Append('\n');
        // Measured by what plays: date-times leap at a splice.
        var after = listing.Segments.Aggregate(listing.Open?.Duration ?? TimeSpan.Zero, (sum, segment) => sum + segment.Duration);
        Segment? previous = null;
        foreach (var segment in listing.Segments)
        {
            SegmentHead(text, segment, previous);
            after -= segment.Duration;
            if (after <= ChannelTimes.PartsListed)
                Parts(text, listing.Epoch, segment);
            SegmentTail(text, listing.Epoch, segment);
            previous = segment;
        }

        if (listing.Open is { } open)
        {
            SegmentHead(text, open, previous);
            Parts(text, listing.Epoch, open);
        }

        text.Append("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"").Append(MediaNames.Part(listing.Epoch, listing.NextPart)).Append("\"\n");
        return text.ToString();
    }

    /// <summary>The whole segments alone, for players without low latency and for large audiences.</summary>
    public static string Plain(Listing listing)
    {
        var text = new StringBuilder(4096);
        Head(text, listing, listing.Segments.IsEmpty ? listing.OpenNumber : listing.Segments[0].Number, version: 6);
        Segment? previous = null;
        foreach (var segment in listing.Segments)
        {
            SegmentHead(text, segment, previous);
            SegmentTail(text, listing.Epoch, segment);
            previous = segment;
        }

        return text.ToString();
    }

    private static void Head(StringBuilder text, Listing listing, long first, int version)
    {
        text.Append(CultureInfo.InvariantCulture, $"#EXTM3U\n#EXT-X-VERSION:{version}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{(int)ChannelTimes.TargetDuration.TotalSeconds}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{first}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-DISCONTINUITY-SEQUENCE:{listing.DiscontinuitySequence}\n");
    }

    private static void SegmentHead(StringBuilder text, Segment segment, Segment? previous)
    {
        if (segment.Discontinuity)
            text.Append("#EXT-X-DISCONTINUITY\n");
        if (previous is null || segment.Discontinuity)
            text.Append("#EXT-X-MAP:URI=\"").Append(MediaNames.Init(segment.Init)).Append("\"\n");
        text.Append("#EXT-X-PROGRAM-DATE-TIME:").Append(segment.Start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)).Append('\n');
    }

    private static void Parts(StringBuilder text, string epoch, Segment segment)
    {
        foreach (var part in segment.Parts)
        {
            text.Append("#EXT-X-PART:DURATION=").Append(Seconds(part.Duration)).Append(",URI=\"").Append(MediaNames.Part(epoch, part.Number)).Append('"');
            text.Append(part.Independent ? ",INDEPENDENT=YES\n" : "\n");
        }
    }

    private static void SegmentTail(StringBuilder text, string epoch, Segment segment) =>
        text.Append("#EXTINF:").Append(Seconds(segment.Duration)).Append(",\n").Append(MediaNames.Segment(epoch, segment.Number)).Append('\n');

    /// <summary>Cut, not rounded, to microseconds: a part never seems longer than the target.</summary>
    private static string Seconds(TimeSpan time) =>
        (time.Ticks / 10 / 1_000_000m).ToString("0.0#####", CultureInfo.InvariantCulture);
}
