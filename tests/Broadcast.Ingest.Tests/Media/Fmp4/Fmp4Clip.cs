using TestKit;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Media.Fmp4;

/// <summary>A short fragmented MP4 that a real FFmpeg wrote, with muxer options like the host's.</summary>
internal static class Fmp4Clip
{
    private static readonly Task<byte[]> Made = MakeAsync();

    public static Task<byte[]> BytesAsync => Made;

    private static async Task<byte[]> MakeAsync()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("clip.mp4");
        await using var encoder = TestProcess.Start("ffmpeg",
        [
            "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25", "-f", "lavfi", "-i", "sine", "-t", "1", "-pix_fmt", "yuv420p",
            "-c:v", "libx264", "-profile:v", "high", "-level", "3.1", "-g", "10", "-bf", "0", "-c:a", "aac", "-f", "mp4", "-use_editlist", "0",
            "-movflags", "frag_keyframe+empty_moov+default_base_moof+skip_trailer", "-frag_duration", "40000", file,
        ]);
        await encoder.WaitForExitAsync();
        Assert.That(encoder.ExitCode, Is.Zero, encoder.Output);
        return await File.ReadAllBytesAsync(file);
    }
}
