using System.Globalization;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.FFmpeg;
using FFMpegCore;
using FFMpegCore.Arguments;

namespace Broadcast.Ingest.Ladder;

/// <summary>
/// FFmpeg's arguments for a stage's renditions: its fragments on standard input, one fragmented MP4 for each output, pictures and
/// keyframes at the source's own times. Each choice was measured with FFmpeg 5.1; see README.md in this folder.
/// </summary>
internal static class LadderArguments
{
    /// <param name="run">The run that is encoded.</param>
    /// <param name="outputs">At least one: what to encode, and where FFmpeg writes it.</param>
    public static IReadOnlyList<string> Build(MediaRun run, IReadOnlyList<(LadderRung Rung, string Url)> outputs)
    {
        var arguments = FFMpegArguments.FromFileInput("pipe:0", false, options => options
            .WithArgument(new CustomArgument("-nostdin -hide_banner -nostats -loglevel warning -copyts"))
            // The initialisation segment says everything, so nothing is probed. A second thread would hold back a picture.
            .WithArgument(new CustomArgument("-analyzeduration 0 -fpsprobesize 0 -threads 1"))
            // Without B-frames the decoder need not reorder pictures.
            .WithArgument(new CustomArgument(run.PictureDelay == TimeSpan.Zero ? "-flags low_delay -f mp4" : "-f mp4")));
        var processor = arguments.OutputToMany(multi =>
        {
            foreach (var (rung, url) in outputs)
                multi.OutputToFile(url, true, options => Output(options, run, rung));
        });
        return ArgumentLine.Split(processor.Arguments);
    }

    private static void Output(FFMpegOutputOptions options, MediaRun run, LadderRung rung) => options
        .WithArgument(new CustomArgument("-map 0:v:0 -map 0:a:0?"))
        .WithArgument(new CustomArgument(string.Create(CultureInfo.InvariantCulture, $"-vf scale=-2:{rung.Height}:flags=bilinear,format=yuv420p")))
        // No look-ahead and no B-frames: a picture comes out as soon as it has gone in.
        .WithArgument(new CustomArgument($"-c:v libx264 -preset {rung.Preset} -tune zerolatency -profile:v main -threads 1"))
        .WithArgument(new CustomArgument(string.Create(CultureInfo.InvariantCulture, $"-b:v {rung.Bitrate} -maxrate {rung.Bitrate} -bufsize {rung.Bitrate}")))
        // Keyframes where the source has them and nowhere else.
        .WithArgument(new CustomArgument("-force_key_frames source -g 6000 -sc_threshold 0"))
        .WithArgument(new CustomArgument("-fps_mode passthrough -enc_time_base -1"))
        .WithArgument(new CustomArgument("-c:a copy -avoid_negative_ts disabled"))
        .WithArgument(new CustomArgument("-f mp4 -use_editlist 0"))
        .WithArgument(new MovFlagsArgument("frag_keyframe+empty_moov+default_base_moof+frag_discont+skip_trailer"))
        // Microseconds, less than a picture lasts, so that a part can end after any picture.
        .WithArgument(new CustomArgument(run.FrameRate > 40 ? "-frag_duration 12000" : "-frag_duration 25000"))
        .WithArgument(new CustomArgument("-max_interleave_delta 200000 -flush_packets 1"));
}
