using System.Globalization;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Inputs.Pull;

/// <summary>A real FFmpeg at the far end of a fetched input.</summary>
internal static class Feeder
{
    /// <summary>Serves one player over RTMP, as a relay of another festival would.</summary>
    public static TestProcess ServeRtmp(int port, string name) =>
        Start(["-f", "flv", "-listen", "1", $"rtmp://127.0.0.1:{port}/live/{name}"]);

    /// <summary>Calls an SRT listener.</summary>
    public static TestProcess CallSrt(int port, string passphrase) =>
        Start(["-f", "mpegts", $"srt://127.0.0.1:{port}?mode=caller&passphrase={passphrase}&pbkeylen=16"]);

    /// <summary>Writes HLS with MPEG-TS segments, as a county station would serve it. Goes on where another one was killed.</summary>
    public static TestProcess WriteHls(string folder, int seconds = 1) => Start(
        ["-f", "hls", "-hls_time", $"{seconds}", "-hls_list_size", "6", "-hls_flags", "delete_segments+append_list+omit_endlist+temp_file", Path.Combine(folder, "live.m3u8")]);

    /// <summary>Makes a file; <paramref name="codecs"/> are FFmpeg's arguments for its codecs.</summary>
    public static async Task<string> MakeFileAsync(string folder, string name, double seconds, params string[] codecs)
    {
        var path = Path.Combine(folder, name);
        await using var maker = TestProcess.Start("ffmpeg",
        [
            "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25", "-f", "lavfi", "-i", "sine=sample_rate=48000",
            "-t", seconds.ToString(CultureInfo.InvariantCulture), "-pix_fmt", "yuv420p", "-g", "25", "-preset", "ultrafast", .. codecs, path,
        ]);
        await maker.WaitForExitAsync(TimeSpan.FromSeconds(30));
        Assert.That(maker.ExitCode, Is.Zero, maker.Output);
        return path;
    }

    private static TestProcess Start(IEnumerable<string> target) => TestProcess.Start("ffmpeg",
    [
        "-nostdin", "-hide_banner", "-nostats", "-loglevel", "warning", "-re", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25",
        "-f", "lavfi", "-i", "sine=sample_rate=48000", "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p",
        "-b:v", "400k", "-g", "25", "-c:a", "aac", "-b:a", "64k", "-ac", "2", .. target,
    ]);
}
