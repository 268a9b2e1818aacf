using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Monitor;

/// <summary>A real FFmpeg that sends scene after scene over RTMP in real time: 25 pictures and one keyframe a second.</summary>
internal static class ScriptedEncoder
{
    /// <summary>A red field in which a small square moves.</summary>
    public const string MovingRed = "color=red:s=320x180:r=25[field];testsrc2=s=64x36:r=25[square];[field][square]overlay=x=128:y=72";

    /// <summary>A green field, and nothing else.</summary>
    public const string StillGreen = "color=0x008000:s=320x180:r=25";

    public const string Black = "color=black:s=320x180:r=25";

    public const string Tone = "sine=frequency=440:sample_rate=48000";

    public const string Silence = "anullsrc=r=48000:cl=mono";

    /// <param name="url">The RTMP URL to push to.</param>
    /// <param name="scenes">Picture, sound and length of each scene.</param>
    public static TestProcess Start(string url, params (string Picture, string Sound, int Seconds)[] scenes)
    {
        var filters = scenes.Select((scene, i) =>
            $"{scene.Picture.Replace("[field]", $"[field{i}]").Replace("[square]", $"[square{i}]")},trim=duration={scene.Seconds},setpts=PTS-STARTPTS[v{i}];"
            + $"{scene.Sound},atrim=duration={scene.Seconds},asetpts=PTS-STARTPTS[a{i}]");
        var joined = string.Concat(scenes.Select((_, i) => $"[v{i}][a{i}]"));
        return TestProcess.Start("ffmpeg",
        [
            "-nostdin", "-hide_banner", "-nostats", "-loglevel", "warning",
            "-filter_complex", $"{string.Join(';', filters)};{joined}concat=n={scenes.Length}:v=1:a=1[v][a];[v]realtime[rv];[a]arealtime[ra]",
            "-map", "[rv]", "-map", "[ra]",
            "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-b:v", "400k", "-g", "25", "-sc_threshold", "0",
            "-c:a", "aac", "-b:a", "64k", "-f", "flv", url,
        ]);
    }
}
