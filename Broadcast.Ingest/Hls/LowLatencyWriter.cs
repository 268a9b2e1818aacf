using System.Globalization;
using System.Text;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Hls;

/// <summary>Writes media playlists with parts, blocking reload, delta updates, rendition reports and a preload hint (rfc8216bis).</summary>
internal static class LowLatencyWriter
{
    /// <param name="listing">What to list.</param>
    /// <param name="skipped">How many of the oldest segments a delta update leaves out; 0 writes the whole playlist.</param>
    public static string Write(Listing listing, int skipped)
    {
        var text = new StringBuilder(16384);
        SegmentLines.Head(text, listing, version: 9);
        text.Append(CultureInfo.InvariantCulture,
            $"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL={SegmentLines.Seconds(ChannelTimes.SkipUntil)},PART-HOLD-BACK={SegmentLines.Seconds(ChannelTimes.PartHoldBack)}\n");
        text.Append("#EXT-X-PART-INF:PART-TARGET=").Append(SegmentLines.Seconds(ChannelTimes.PartTarget)).Append('\n');
        // Stands after DISCONTINUITY-SEQUENCE, or hls.js loses count. The first segment that is not skipped repeats its map.
        if (skipped > 0)
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}\n");

        // Measured in media, not by date-times: those jump at a splice.
        var after = listing.Segments.Aggregate(listing.Open?.Duration ?? TimeSpan.Zero, (sum, segment) => sum + segment.Duration);
        Segment? previous = null;
        for (var i = 0; i < listing.Segments.Length; i++)
        {
            var segment = listing.Segments[i];
            after -= segment.Duration;
            if (i < skipped)
                continue;

            SegmentLines.Begin(text, segment, previous);
            if (after <= ChannelTimes.PartsListed)
                Parts(text, listing.Epoch, segment);
            SegmentLines.End(text, listing.Epoch, segment);
            previous = segment;
        }

        if (listing.Open is { } open)
        {
            SegmentLines.Begin(text, open, previous);
            Parts(text, listing.Epoch, open);
        }

        text.Append("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"").Append(MediaNames.Part(listing.Epoch, listing.NextPart)).Append("\"\n");
        foreach (var sibling in listing.Siblings())
            Report(text, sibling);
        return text.ToString();
    }

    private static void Parts(StringBuilder text, string epoch, Segment segment)
    {
        foreach (var part in segment.Parts)
        {
            text.Append("#EXT-X-PART:DURATION=").Append(SegmentLines.Seconds(part.Duration)).Append(",URI=\"").Append(MediaNames.Part(epoch, part.Number)).Append('"');
            text.Append(part.Independent ? ",INDEPENDENT=YES" : "").Append(part.Gap ? ",GAP=YES\n" : "\n");
        }
    }

    private static void Report(StringBuilder text, Rendition sibling)
    {
        var listing = sibling.Listing;
        text.Append(CultureInfo.InvariantCulture,
            $"#EXT-X-RENDITION-REPORT:URI=\"{MediaNames.LowLatency(sibling.Name)}\",LAST-MSN={listing.LastNumber},LAST-PART={listing.LastPart}\n");
    }
}
