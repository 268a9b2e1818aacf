using Broadcast.Ingest.Media.FFmpeg;
using FFMpegCore;
using FFMpegCore.Arguments;
using FFMpegCore.Enums;

namespace Broadcast.Ingest.Packaging;

/// <summary>
/// FFmpeg's arguments for repackaging a stage: FLV on standard input, fragmented MP4 with about one frame a fragment on standard output,
/// nothing encoded. Each choice was measured with FFmpeg 5.1; see the README.md of this folder.
/// </summary>
internal static class PackagingArguments
{
    public static IReadOnlyList<string> Build()
    {
        var processor = FFMpegArguments
            .FromFileInput("pipe:0", false, options => options
                .WithArgument(new CustomArgument("-nostdin -hide_banner -nostats -loglevel warning"))
                // Keep the source's timestamps: we map a run's timeline ourselves.
                .WithArgument(new CustomArgument("-copyts"))
                // The sequence headers say everything: no frames are collected to guess a frame rate, which saves 0.9 s.
                .WithArgument(new CustomArgument("-analyzeduration 1000000 -fpsprobesize 0"))
                .WithArgument(new CustomArgument("-f flv")))
            .OutputToFile("pipe:1", false, options => options
                .WithArgument(new CopyArgument(StreamType.All, null))
                .WithArgument(new CustomArgument("-avoid_negative_ts disabled"))
                // Otherwise the muxer relies on an edit list that it cannot write, and with B-frames the picture is late by their delay.
                .WithArgument(new CustomArgument("-f mp4 -use_editlist 0"))
                .WithArgument(new MovFlagsArgument("frag_keyframe+empty_moov+default_base_moof+frag_discont+skip_trailer"))
                .WithArgument(new CustomArgument("-frag_duration 40000"))
                // Otherwise a hole in one track holds back both.
                .WithArgument(new CustomArgument("-max_interleave_delta 200000"))
                .WithArgument(new CustomArgument("-flush_packets 1")));
        return ArgumentLine.Split(processor.Arguments);
    }
}
