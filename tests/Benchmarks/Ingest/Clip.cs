using TestKit.Processes;

namespace Benchmarks.Ingest;

/// <summary>A minute of 720p30 at 2.5 Mb/s with a GOP of a second, encoded once, so that no encoder is measured.</summary>
internal static class Clip
{
    public static async Task MakeAsync(string file)
    {
        await using var encoder = TestProcess.Start("ffmpeg",
        [
            "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=30,noise=alls=12:allf=t", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000",
            "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-g", "30", "-sc_threshold", "0",
            "-b:v", "2500k", "-minrate", "2500k", "-maxrate", "2500k", "-bufsize", "2500k", "-c:a", "aac", "-b:a", "128k", "-ac", "2",
            "-t", "60", "-f", "flv", "-y", file,
        ]);
        await encoder.WaitForExitAsync(TimeSpan.FromMinutes(3));
        if (encoder.ExitCode != 0)
            throw new InvalidOperationException(encoder.Output);
    }

    /// <summary>Pushes the clip in real time, in a loop.</summary>
    public static TestProcess Push(string file, string url) => TestProcess.Start("ffmpeg",
        ["-nostdin", "-v", "error", "-re", "-stream_loop", "-1", "-i", file, "-c", "copy", "-f", "flv", url]);
}
