using FFMpegCore;

namespace Broadcast.Ingest.Channels.Slate;

/// <summary>FFmpeg's arguments for making the slate.</summary>
internal static class SlateArguments
{
    /// <summary>Declared as High 4.0, which covers what stages usually send, so that the codecs of a channel seldom change.</summary>
    private const string Video = "-c:v libx264 -preset veryfast -profile:v high -level:v 4.0 -pix_fmt yuv420p -bf 0 -crf 26 -sc_threshold 0";

    /// <param name="file">Path of the file to write.</param>
    /// <param name="font">A font file with Chinese letters; null leaves out the Chinese line.</param>
    /// <param name="latinFont">A font file for the English line; null leaves the line out.</param>
    public static IReadOnlyList<string> Build(string file, string? font, string? latinFont)
    {
        var words = FFMpegArguments
            .FromFileInput($"color=c=0x14352a:s=640x360:r={SlateClip.FrameRate}", verifyExists: false, options => options.ForceFormat("lavfi"))
            .AddFileInput($"color=c=0xf2b134:s=96x6:r={SlateClip.FrameRate}", verifyExists: false, options => options.ForceFormat("lavfi"))
            .AddFileInput($"anullsrc=r={SlateClip.SampleRate}:cl=stereo", verifyExists: false, options => options.ForceFormat("lavfi"))
            .OutputToFile(file, overwrite: true, options => options
                .WithCustomArgument("-filter_complex FILTER -map [v] -map 2:a")
                .WithCustomArgument($"-frames:v {SlateClip.Frames} -t 2.2")
                .WithCustomArgument($"{Video} -g {SlateClip.Frames} -keyint_min {SlateClip.Frames}")
                .WithCustomArgument("-c:a aac -b:a 64k -ac 2")
                .WithCustomArgument("-movflags frag_keyframe+empty_moov+default_base_moof+skip_trailer")
                .ForceFormat("mp4"))
            .Arguments
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // The filter is inserted last, as one argument: it has spaces, and no shell removes quotes.
        return ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "warning", .. words.Select(word => word == "FILTER" ? Filter(font, latinFont) : word.Trim('"'))];
    }

    private static string Filter(string? font, string? latinFont)
    {
        var texts = new List<string>();
        if (font is not null)
            texts.Add($"drawtext=fontfile='{font}':text='马上回来':fontsize=54:fontcolor=white:x=(w-tw)/2:y=118");
        if (latinFont is not null)
            texts.Add($"drawtext=fontfile='{latinFont}':text='We will be right back':fontsize=26:fontcolor=0xd8e6dc:x=(w-tw)/2:y=200");
        var drawn = texts.Count > 0 ? string.Join(',', texts) : "null";
        // The bar crosses the picture once a loop, so that the seam is not seen.
        return $"[0]{drawn}[b];[b][1]overlay=x='mod(n*736/{SlateClip.Frames}\\,736)-96':y=280[v]";
    }
}
