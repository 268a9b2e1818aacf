using TestKit.Processes;

namespace TestKit.Media;

/// <summary>A real FFmpeg that pushes a generated picture and tone over RTMP, as an anchor's encoder would.</summary>
public static class Encoder
{
    /// <param name="url">Where it pushes to, such as <c>rtmp://127.0.0.1:1935/live/KEY</c>.</param>
    /// <param name="picture">What it sends.</param>
    public static TestProcess Start(string url, EncoderPicture? picture = null) =>
        TestProcess.Start("ffmpeg", Arguments(url, picture ?? new EncoderPicture()));

    private static List<string> Arguments(string url, EncoderPicture picture)
    {
        List<string> arguments = ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "warning", "-re", "-f", "lavfi", "-i",
            $"testsrc2=size={picture.Width}x{picture.Height}:rate={picture.FrameRate}"];
        if (picture.Audio)
            arguments.AddRange(["-f", "lavfi", "-i", $"sine=frequency={picture.Tone}:sample_rate=48000"]);
        arguments.AddRange(["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p",
            "-b:v", "400k", "-g", $"{picture.Gop}", "-sc_threshold", "0"]);
        if (picture.Audio)
            arguments.AddRange(["-c:a", "aac", "-b:a", "64k", "-ac", "2"]);
        if (picture.Duration is { } duration)
            arguments.AddRange(["-t", $"{duration.TotalSeconds:0.###}"]);
        arguments.AddRange(["-f", "flv", url]);
        return arguments;
    }
}

/// <summary>What an <see cref="Encoder"/> sends.</summary>
public sealed record EncoderPicture
{
    public int Width { get; init; } = 320;

    public int Height { get; init; } = 180;

    public int FrameRate { get; init; } = 25;

    /// <summary>Frames between IDR frames.</summary>
    public int Gop { get; init; } = 25;

    /// <summary>Hz.</summary>
    public int Tone { get; init; } = 440;

    public bool Audio { get; init; } = true;

    /// <summary>Null: until the encoder is stopped.</summary>
    public TimeSpan? Duration { get; init; }
}
