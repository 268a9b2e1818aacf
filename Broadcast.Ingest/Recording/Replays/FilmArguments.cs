using System.Globalization;
using Broadcast.Ingest.Media.FFmpeg;
using FFMpegCore;
using FFMpegCore.Arguments;
using FFMpegCore.Enums;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>
/// FFmpeg's arguments for a replay's MP4: each run becomes an MPEG-TS piece with times of its own, so that sound and picture of a run
/// stay together, and the pieces are joined.
/// </summary>
internal static class FilmArguments
{
    /// <summary>Copies a run into a piece, without encoding.</summary>
    public static IReadOnlyList<string> Copy(string piece) => ArgumentLine.Split(Input()
        .OutputToFile(piece, true, options => options
            .WithArgument(new CustomArgument("-map 0:v? -map 0:a?"))
            .WithArgument(new CopyArgument(StreamType.All, null))
            .ForceFormat("mpegts"))
        .Arguments);

    /// <summary>Encodes a run into a piece of the form that all pieces have, for players cannot play a film whose runs differ.</summary>
    /// <param name="piece">Path of the piece.</param>
    /// <param name="form">Size and frame rate of all pieces.</param>
    /// <param name="sound">False when the run has no sound: the piece then has silence.</param>
    public static IReadOnlyList<string> Transcode(string piece, FilmForm form, bool sound) => ArgumentLine.Split((sound ? Input() : Input()
            .AddFileInput("anullsrc=r=48000:cl=stereo", false, options => options.ForceFormat("lavfi")))
        .OutputToFile(piece, true, options => options
            .WithArgument(new CustomArgument(sound ? "-map 0:v -map 0:a" : "-map 0:v -map 1:a -shortest"))
            .WithArgument(new CustomArgument(string.Create(CultureInfo.InvariantCulture,
                $"-vf scale={form.Width}:{form.Height}:force_original_aspect_ratio=decrease,pad={form.Width}:{form.Height}:(ow-iw)/2:(oh-ih)/2,setsar=1,fps={form.FrameRate}")))
            .WithArgument(new CustomArgument(string.Create(CultureInfo.InvariantCulture, $"-c:v libx264 -preset veryfast -crf 22 -pix_fmt yuv420p -g {form.FrameRate * 2} -threads 1")))
            .WithArgument(new CustomArgument("-af aresample=48000:async=1 -ac 2 -c:a aac -b:a 128k"))
            .ForceFormat("mpegts"))
        .Arguments);

    /// <summary>Joins the pieces of a list into one MP4 with its index in front.</summary>
    public static IReadOnlyList<string> Join(string list, string film) => ArgumentLine.Split(FFMpegArguments
        .FromFileInput(list, false, options => options
            .WithArgument(new CustomArgument("-nostdin -hide_banner -nostats -loglevel warning -f concat -safe 0")))
        .OutputToFile(film, true, options => options
            .WithArgument(new CopyArgument(StreamType.All, null))
            .WithArgument(new MovFlagsArgument("faststart"))
            .ForceFormat("mp4"))
        .Arguments);

    private static FFMpegArguments Input() => FFMpegArguments.FromFileInput("pipe:0", false, options => options
        .WithArgument(new CustomArgument("-nostdin -hide_banner -nostats -loglevel warning -f mp4")));
}

/// <summary>Picture size and frame rate of all pieces of a replay that is encoded.</summary>
internal sealed record FilmForm(int Width, int Height, int FrameRate)
{
    public static FilmForm Of(IEnumerable<RecordedInit> inits)
    {
        var largest = inits.MaxBy(init => (long)init.Width * init.Height)!;
        var rate = inits.Max(init => init.FrameRate);
        return new FilmForm(Even(largest.Width), Even(largest.Height), rate is > 0 and <= 60 ? (int)Math.Round(rate) : 25);
    }

    private static int Even(int size) => Math.Max(2, size / 2 * 2);
}
