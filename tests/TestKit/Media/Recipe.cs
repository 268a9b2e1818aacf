using System.Globalization;
using TestKit.Processes;

namespace TestKit.Media;

/// <summary>
/// FFmpeg arguments for an encoder that does something unusual: two generated inputs (picture 0, tone 1), the options, and the address.
/// </summary>
public sealed record Recipe
{
    /// <summary>Frames a second of the generated picture.</summary>
    public const int FrameRate = 25;

    public bool Video { get; init; } = true;

    public bool Audio { get; init; } = true;

    /// <summary>Frames between IDR frames.</summary>
    public int Gop { get; init; } = FrameRate;

    /// <summary>-vf; none if null.</summary>
    public string? VideoFilter { get; init; }

    /// <summary>-af; none if null.</summary>
    public string? AudioFilter { get; init; }

    /// <summary>Output options, one by one.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    public TimeSpan? Duration { get; init; }

    /// <summary>Starts an encoder that pushes to an address.</summary>
    public TestProcess Start(string url) => TestProcess.Start("ffmpeg", [.. Arguments(realTime: true), "-f", "flv", url]);

    /// <summary>Writes the stream into a file, as fast as possible.</summary>
    public async Task WriteAsync(string file)
    {
        await using var encoder = TestProcess.Start("ffmpeg", [.. Arguments(realTime: false), "-f", "flv", "-y", file]);
        await encoder.WaitForExitAsync(TimeSpan.FromSeconds(60));
        if (encoder.ExitCode != 0)
            throw new InvalidOperationException($"ffmpeg {file}:\n{encoder.Output}");
    }

    /// <summary>Pushes a file as it is, in real time.</summary>
    public static TestProcess Push(string file, string url, TimeSpan? duration = null)
    {
        List<string> arguments = ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "warning", "-re", "-i", file, "-c", "copy", "-max_interleave_delta", "100000"];
        if (duration is { } limit)
            arguments.AddRange(["-t", Seconds(limit)]);
        return TestProcess.Start("ffmpeg", [.. arguments, "-f", "flv", url]);
    }

    private List<string> Arguments(bool realTime)
    {
        List<string> arguments = ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "warning"];
        List<string> pace = realTime ? ["-re"] : [];
        if (Video)
            arguments.AddRange([.. pace, "-f", "lavfi", "-i", $"testsrc2=size=320x180:rate={FrameRate}"]);
        if (Audio)
            arguments.AddRange([.. pace, "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"]);
        if (Video)
        {
            arguments.AddRange(["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-b:v", "300k",
                "-g", $"{Gop}", "-sc_threshold", "0"]);
        }

        if (VideoFilter is not null)
            arguments.AddRange(["-vf", VideoFilter, "-vsync", "passthrough"]);
        if (Audio)
            arguments.AddRange(["-c:a", "aac", "-b:a", "64k", "-ac", "2"]);
        if (AudioFilter is not null)
            arguments.AddRange(["-af", AudioFilter]);
        if (Duration is { } duration)
            arguments.AddRange(["-t", Seconds(duration)]);
        // Otherwise FFmpeg itself holds back one track at a hole in the other.
        return [.. arguments, "-max_interleave_delta", "100000", .. Options];
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
