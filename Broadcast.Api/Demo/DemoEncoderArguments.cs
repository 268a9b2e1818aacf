using Broadcast.Api.Stages;

namespace Broadcast.Api.Demo;

/// <summary>
/// FFmpeg arguments of a demo encoder: it sends a stage's film again and again, as it is. Pure. The stream key is not among them, because
/// everybody on the machine can read arguments: FFmpeg reads it from its input, as a preset.
/// </summary>
internal static class DemoEncoderArguments
{
    /// <summary>The file from which FFmpeg reads <see cref="Preset"/>: its standard input.</summary>
    public const string PresetFile = "/dev/stdin";

    /// <summary>Options of FFmpeg's output in the form of <c>-fpre</c>, one a line: the name to publish under.</summary>
    public static string Preset(StreamKey key) => $"rtmp_playpath={key.Text}\n";

    /// <param name="film">The film; its tracks are of the same length, so that their times go on at the seam.</param>
    /// <param name="url">The RTMP application to publish to, without a key.</param>
    public static IReadOnlyList<string> For(string film, string url) =>
    [
        "-nostdin", "-hide_banner", "-nostats", "-loglevel", "error",
        "-re", "-stream_loop", "-1", "-i", film, "-c", "copy",
        "-f", "flv", "-fpre", PresetFile, url,
    ];
}
