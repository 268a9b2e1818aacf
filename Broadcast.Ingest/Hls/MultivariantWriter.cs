using System.Globalization;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Hls;

/// <summary>Writes multivariant playlists: one rendition, declared so that it covers the slate and every source seen so far.</summary>
internal static class MultivariantWriter
{
    public static string Write(RenditionCover cover, string mediaPlaylist)
    {
        var frameRate = cover.FrameRate > 0 ? string.Create(CultureInfo.InvariantCulture, $",FRAME-RATE={cover.FrameRate:0.000}") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-STREAM-INF:BANDWIDTH={cover.PeakBandwidth},AVERAGE-BANDWIDTH={cover.AverageBandwidth},CODECS=\"{cover.Codecs}\",RESOLUTION={cover.Width}x{cover.Height}{frameRate}\n{mediaPlaylist}\n");
    }
}
