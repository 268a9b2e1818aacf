using System.Globalization;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// The names of a channel's playlists and, relative to them, of its media. A media name is never used again, so caches may keep media for
/// ever: the epoch differs for each start of a channel and for each rendition, and an initialisation segment is named by its content.
/// </summary>
internal static class MediaNames
{
    public static string LowLatency(string rendition) => rendition == Rendition.Source ? "ll.m3u8" : $"ll-{rendition}.m3u8";

    public static string Plain(string rendition) => rendition == Rendition.Source ? "full.m3u8" : $"full-{rendition}.m3u8";

    /// <summary>The folder of a rendition's media.</summary>
    public static string Epoch(string channelEpoch, string rendition) => $"{channelEpoch}-{rendition}";

    public static string Init(string name) => $"init/{name}.mp4";

    public static string Part(string epoch, long number) => string.Create(CultureInfo.InvariantCulture, $"{epoch}/p{number}.m4s");

    public static string Segment(string epoch, long number) => string.Create(CultureInfo.InvariantCulture, $"{epoch}/s{number}.m4s");
}
