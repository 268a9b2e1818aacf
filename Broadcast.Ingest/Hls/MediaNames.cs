using System.Globalization;

namespace Broadcast.Ingest.Hls;

/// <summary>
/// The names of media, relative to a channel's playlists. Each is used once and for good, so that a cache may keep it for ever: the
/// epoch differs for each life of a channel, and an initialisation segment is named by its content.
/// </summary>
internal static class MediaNames
{
    public static string Init(string name) => $"init/{name}.mp4";

    public static string Part(string epoch, long number) => string.Create(CultureInfo.InvariantCulture, $"{epoch}/p{number}.m4s");

    public static string Segment(string epoch, long number) => string.Create(CultureInfo.InvariantCulture, $"{epoch}/s{number}.m4s");
}
