using System.Globalization;
using Broadcast.Ingest.Media.FFmpeg;
using FFMpegCore;
using FFMpegCore.Arguments;

namespace Broadcast.Ingest.Monitor;

/// <summary>
/// FFmpeg's arguments for watching a stage: fragmented MP4 in; small gray pictures and posters of keyframes, and coarse sound, out.
/// Measured with FFmpeg 5.1; see Monitor/README.md.
/// </summary>
internal static class MonitorArguments
{
    /// <summary>Gray pictures: few enough cells that noise averages out, enough to notice a hand that moves.</summary>
    public const int GrayWidth = 64;
    public const int GrayHeight = 36;
    public const int PosterWidth = 640;

    /// <summary>Samples a second, one channel, 16 bits.</summary>
    public const int SampleRate = 8000;

    /// <summary>Samples in one write: a tenth of a second.</summary>
    public const int Block = SampleRate / 10;

    /// <param name="gray">URL of the output of gray pictures: one byte a cell, row by row.</param>
    /// <param name="posters">URL of the output of JPEG pictures.</param>
    /// <param name="sound">URL of the output of 16-bit samples, little endian; null for a run without sound.</param>
    /// <param name="posterEvery">Time between two posters.</param>
    public static IReadOnlyList<string> Build(string gray, string posters, string? sound, TimeSpan posterEvery)
    {
        // A little less than asked for: with keyframes every 2 s, a poster every 4 s must not become one every 6 s.
        var gap = (posterEvery.TotalSeconds * 0.9).ToString("0.###", CultureInfo.InvariantCulture);
        var arguments = FFMpegArguments
            .FromFileInput("pipe:0", false, options => options
                .WithArgument(new CustomArgument("-nostdin -hide_banner -nostats -loglevel error"))
                // Only keyframes are decoded, without the filter that smooths block edges: at these sizes nobody sees it.
                .WithArgument(new CustomArgument("-threads 1 -filter_threads 1 -skip_frame nokey -skip_loop_filter all"))
                // The initialisation segment describes both tracks: no probing is needed.
                .WithArgument(new CustomArgument("-analyzeduration 0 -probesize 5000 -fpsprobesize 0 -f mp4")))
            .OutputToFile(gray, false, options => options
                .WithArgument(new CustomArgument("-filter_complex FILTER -map [gray]"))
                .WithArgument(new CustomArgument("-fps_mode passthrough -f rawvideo -flush_packets 1")))
            .Arguments;
        return
        [
            .. ArgumentLine.Split(arguments).Where(word => word != "-n").Select(word => word == "FILTER" ? Filter(gap) : word),
            .. ArgumentLine.Split($"-map [poster] -fps_mode passthrough -c:v mjpeg -q:v 6 -f image2pipe -flush_packets 1 {posters}"),
            .. sound is null ? [] : ArgumentLine.Split($"-map 0:a -af aresample={SampleRate},aformat=sample_fmts=s16:channel_layouts=mono,asetnsamples=n={Block}:p=0 -f s16le -flush_packets 1 {sound}"),
        ];
    }

    private static string Filter(string gap) =>
        $"[0:v]scale={PosterWidth}:-2:flags=fast_bilinear,split[a][b];"
        + $"[a]scale={GrayWidth}:{GrayHeight}:flags=area,format=gray[gray];"
        + $"[b]select='isnan(prev_selected_t)+gte(t-prev_selected_t,{gap})',format=yuvj420p[poster]";
}
