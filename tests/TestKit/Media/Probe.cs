using System.Text.Json;
using TestKit.Processes;

namespace TestKit.Media;

/// <summary>Examines a URL or a file with ffprobe and ffmpeg.</summary>
public static class Probe
{
    /// <summary>The codec names of its streams, such as <c>h264</c> and <c>aac</c>.</summary>
    public static async Task<IReadOnlyList<string>> CodecsAsync(string url)
    {
        await using var probe = TestProcess.Start("ffprobe",
            ["-v", "error", "-rw_timeout", "10000000", "-show_entries", "stream=codec_name", "-of", "json", url]);
        await probe.WaitForExitAsync(TimeSpan.FromSeconds(40));
        if (probe.ExitCode != 0)
            throw new InvalidOperationException($"ffprobe {url}:\n{probe.Output}");

        using var json = JsonDocument.Parse(probe.Output[probe.Output.IndexOf('{', StringComparison.Ordinal)..]);
        return [.. json.RootElement.GetProperty("streams").EnumerateArray().Select(stream => stream.GetProperty("codec_name").GetString()!).Order(StringComparer.Ordinal)];
    }

    /// <summary>Decodes all of it, or its first <paramref name="length"/>; returns FFmpeg's errors, empty when there are none.</summary>
    public static async Task<string> DecodeAsync(string url, TimeSpan? length = null)
    {
        List<string> arguments = ["-nostdin", "-v", "error", "-i", url];
        if (length is { } limit)
            arguments.AddRange(["-t", $"{limit.TotalSeconds:0.###}"]);
        arguments.AddRange(["-f", "null", "-"]);
        await using var decoder = TestProcess.Start("ffmpeg", arguments);
        await decoder.WaitForExitAsync(TimeSpan.FromSeconds(60));
        return decoder.Output;
    }
}
