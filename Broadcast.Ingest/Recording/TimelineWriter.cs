using System.Globalization;
using System.Text;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Hls;

namespace Broadcast.Ingest.Recording;

/// <summary>Writes the media playlists of what is recorded (rfc8216bis).</summary>
internal static class TimelineWriter
{
    /// <summary>
    /// One segment in this many has a date-time, so that long playlists stay small. Between them it follows from the durations, to within
    /// the steps that keep a run to the receive clock: 90 ms at most. Which segment has one depends on its number, so that its tags are the
    /// same in every reload (rfc8216bis 6.2.1).
    /// </summary>
    public const int DatedEvery = 10;

    /// <summary>
    /// A live playlist. Both sequence numbers are counted back from the newest segment, so that they equal the live channel's in the
    /// present life and never go back when another life begins.
    /// </summary>
    public static string Live(Timeline timeline, Listing listing)
    {
        var entries = timeline.Entries;
        var tags = listing.DiscontinuitySequence + listing.Segments.Count(segment => segment.Discontinuity) - timeline.Discontinuities;
        var text = new StringBuilder(entries.Count * 80 + 256);
        Head(text, listing.OpenNumber - entries.Count, Math.Max(0, tags));
        // Players begin at the instant that the URL names, not at the live edge.
        text.Append("#EXT-X-START:TIME-OFFSET=0\n");
        Segments(text, entries, "");
        return text.ToString();
    }

    /// <summary>A playlist of type VOD.</summary>
    /// <param name="entries">Its segments.</param>
    /// <param name="marks">EXT-X-DATERANGE lines.</param>
    /// <param name="toMedia">Relative path from the playlist to the channel's folder: empty, or with a slash at the end.</param>
    public static string Finished(IReadOnlyList<TimelineEntry> entries, IEnumerable<string> marks, string toMedia)
    {
        var text = new StringBuilder(entries.Count * 80 + 256);
        Head(text, 0, 0);
        text.Append("#EXT-X-PLAYLIST-TYPE:VOD\n");
        foreach (var mark in marks)
            text.Append(mark).Append('\n');
        Segments(text, entries, toMedia);
        text.Append("#EXT-X-ENDLIST\n");
        return text.ToString();
    }

    private static void Head(StringBuilder text, long first, long discontinuities)
    {
        text.Append("#EXTM3U\n#EXT-X-VERSION:8\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{(int)ChannelTimes.TargetDuration.TotalSeconds}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{first}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-DISCONTINUITY-SEQUENCE:{discontinuities}\n");
    }

    private static void Segments(StringBuilder text, IReadOnlyList<TimelineEntry> entries, string toMedia)
    {
        var init = "";
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Discontinuity)
                text.Append("#EXT-X-DISCONTINUITY\n");
            if (entry.Init != init || entry.Discontinuity)
                text.Append("#EXT-X-MAP:URI=\"").Append(toMedia).Append(MediaNames.Init(entry.Init)).Append("\"\n");
            init = entry.Init;
            if (i == 0 || Timeline.IsDated(entry) || entries[i - 1].Gap)
                text.Append("#EXT-X-PROGRAM-DATE-TIME:").Append(entry.Start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)).Append('\n');
            if (entry.Gap)
                text.Append("#EXT-X-GAP\n");
            text.Append("#EXTINF:").Append(SegmentLines.Seconds(entry.Duration)).Append(",\n");
            text.Append(toMedia).Append(MediaNames.Segment(entry.Epoch, entry.Number)).Append('\n');
        }
    }
}
