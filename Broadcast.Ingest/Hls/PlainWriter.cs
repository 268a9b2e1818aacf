using System.Text;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Hls;

/// <summary>Writes media playlists of whole segments, for players without low latency and for large audiences.</summary>
internal static class PlainWriter
{
    public static string Write(Listing listing)
    {
        var text = new StringBuilder(8192);
        // EXT-X-GAP needs version 8, EXT-X-MAP 6: always 8, so that the version never changes.
        SegmentLines.Head(text, listing, version: 8);
        Segment? previous = null;
        foreach (var segment in listing.Segments)
        {
            SegmentLines.Begin(text, segment, previous);
            SegmentLines.End(text, listing.Epoch, segment);
            previous = segment;
        }

        return text.ToString();
    }
}
