using Broadcast.Api.Stages;

namespace Broadcast.Api.Demo;

/// <summary>
/// FFmpeg arguments of a demo encoder. Pure. Cheap on purpose: four encoders share a small machine with everything else. The stream key is not
/// among them, because everybody on the machine can read arguments: FFmpeg reads it from its input, as a preset.
/// </summary>
internal static class DemoEncoderArguments
{
    /// <summary>The file from which FFmpeg reads <see cref="Preset"/>: its standard input.</summary>
    public const string PresetFile = "/dev/stdin";

    private const int FrameRate = 25;

    /// <summary>Options of FFmpeg's output in the form of <c>-fpre</c>, one a line: the name to publish under.</summary>
    public static string Preset(StreamKey key) => $"rtmp_playpath={key.Text}\n";

    /// <param name="stage">The stage, for its picture and sound.</param>
    /// <param name="url">The RTMP application to publish to, without a key.</param>
    /// <param name="font">For the texts in the picture; a test pattern without one.</param>
    public static IReadOnlyList<string> For(DemoStage stage, string url, DemoFont? font) =>
    [
        "-nostdin", "-hide_banner", "-nostats", "-loglevel", "error",
        "-re", "-f", "lavfi", "-i", Picture(stage, font),
        "-re", "-f", "lavfi", "-i", $"sine=frequency={stage.Picture.Tone}:sample_rate=48000:beep_factor=2,volume=0.2",
        "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-threads", "1", "-pix_fmt", "yuv420p",
        // An IDR frame each second, and nowhere else.
        "-g", $"{FrameRate}", "-keyint_min", $"{FrameRate}", "-sc_threshold", "0", "-b:v", "500k", "-maxrate", "500k", "-bufsize", "500k",
        "-c:a", "aac", "-b:a", "64k", "-ac", "2",
        "-f", "flv", "-fpre", PresetFile, url,
    ];

    /// <summary>The stage's name, two clocks and a moving mark on the stage's colour; without a font, a test pattern.</summary>
    private static string Picture(DemoStage stage, DemoFont? font)
    {
        if (font is null)
            return $"testsrc2=size=640x360:rate={FrameRate},hue=h={stage.Picture.Hue}";

        var name = font.WritesChinese ? $"{stage.Name} {stage.NameEn}" : stage.NameEn;
        var write = $"drawtext=fontfile={font.Path}:fontcolor=white";
        return $"color=c=0x{stage.Picture.Color}:size=640x360:rate={FrameRate},"
            + $"{write}:fontsize=56:x=40:y=60:text='{name}',"
            + $"{write}:fontsize=72:x=40:y=150:text='%{{localtime\\:%T}}',"
            + $"{write}:fontsize=24:x=40:y=250:text='%{{pts\\:hms}}',"
            + $"{write}:fontsize=40:x='mod(t*80,w)':y=300:text='o'";
    }
}
