using FFMpegCore;
using FFMpegCore.Arguments;
using FFMpegCore.Enums;

namespace Broadcast.Ingest.Packaging;

/// <summary>
/// FFmpeg's arguments for repackaging a stage: FLV on standard input, fragmented MP4 with about one frame a fragment on standard output,
/// nothing encoded. Each choice was measured with FFmpeg 5.1; see README.md, "Packaging".
/// </summary>
internal static class PackagingArguments
{
    public static IReadOnlyList<string> Build()
    {
        var processor = FFMpegArguments
            .FromFileInput("pipe:0", false, options => options
                .WithArgument(new CustomArgument("-nostdin -hide_banner -nostats -loglevel warning"))
                // The source's own times go through: a run's time line is ours to know.
                .WithArgument(new CustomArgument("-copyts"))
                // The sequence headers come first and say everything: no frames are collected to guess a frame rate (0.9 s less to the first picture).
                .WithArgument(new CustomArgument("-analyzeduration 1000000 -fpsprobesize 0"))
                .WithArgument(new CustomArgument("-f flv")))
            .OutputToFile("pipe:1", false, options => options
                .WithArgument(new CopyArgument(StreamType.All, null))
                .WithArgument(new CustomArgument("-avoid_negative_ts disabled"))
                // Otherwise the muxer counts on an edit list that it cannot write, and B-frames put the picture late by their delay.
                .WithArgument(new CustomArgument("-f mp4 -use_editlist 0"))
                .WithArgument(new MovFlagsArgument("frag_keyframe+empty_moov+default_base_moof+frag_discont+skip_trailer"))
                .WithArgument(new CustomArgument("-frag_duration 40000"))
                // Without it a hole in one track holds back both.
                .WithArgument(new CustomArgument("-max_interleave_delta 200000"))
                .WithArgument(new CustomArgument("-flush_packets 1")));
        return Split(processor.Arguments);
    }

    /// <summary>FFMpegCore gives one line for a shell; a process takes words. Only its quotes have a meaning here.</summary>
    internal static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == ' ' && !quoted)
            {
                if (word.Length > 0)
                    words.Add(word.ToString());
                word.Clear();
            }
            else
            {
                word.Append(letter);
            }
        }

        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }
}
