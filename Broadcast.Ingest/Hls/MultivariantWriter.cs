using System.Globalization;
using System.Text;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Hls;

/// <summary>
/// Writes multivariant playlists: the source, then its ladder. What is declared of a rendition covers all that it has shown.
/// </summary>
internal static class MultivariantWriter
{
    public static string Write(IEnumerable<Rendition> renditions, Func<string, string> mediaPlaylist)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:6\n", 512);
        foreach (var rendition in renditions)
        {
            var cover = rendition.Cover;
            text.Append(CultureInfo.InvariantCulture,
                $"#EXT-X-STREAM-INF:BANDWIDTH={cover.PeakBandwidth},AVERAGE-BANDWIDTH={cover.AverageBandwidth},CODECS=\"{cover.Codecs}\"");
            if (cover.Width > 0)
                text.Append(CultureInfo.InvariantCulture, $",RESOLUTION={cover.Width}x{cover.Height}");
            if (cover.FrameRate > 0)
                text.Append(CultureInfo.InvariantCulture, $",FRAME-RATE={cover.FrameRate:0.000}");
            text.Append('\n').Append(mediaPlaylist(rendition.Name)).Append('\n');
        }

        return text.ToString();
    }
}
