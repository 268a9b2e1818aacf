using FFMpegCore;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>FFmpeg's arguments for making a scene's film. Pure. All files are names in the folder in which FFmpeg runs.</summary>
internal static class SceneArguments
{
    /// <summary>No B-frames and a key frame every two seconds, so that a repeated film is cut and joined as an encoder's stream is.</summary>
    private static readonly string Video =
        "-c:v libx264 -preset superfast -profile:v high -bf 0 -threads 2 " + FormattableString.Invariant($"-g {Loop.Gop} -keyint_min {Loop.Gop} -sc_threshold 0 ")
        + "-b:v 1500k -maxrate 1900k -bufsize 3000k -vf scale=out_color_matrix=bt709:out_range=tv,format=yuv420p "
        + "-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv";

    /// <summary>From the samples on its input to AAC frames, each with a header of its own (ADTS).</summary>
    public static IReadOnlyList<string> Sound(string file) => Split(
        FFMpegArguments
            .FromFileInput("pipe:0", verifyExists: false, options => options.ForceFormat("s16le").WithCustomArgument($"-ar {Loop.SampleRate} -ac 2"))
            .OutputToFile(file, overwrite: true, options => options.WithCustomArgument("-c:a aac -b:a 96k").ForceFormat("adts")));

    /// <summary>From the frames on its input, and the sound as it is, to an MP4 file.</summary>
    public static IReadOnlyList<string> Film(string sound, string file, int width, int height) => Split(
        FFMpegArguments
            .FromFileInput("pipe:0", verifyExists: false, options => options
                .ForceFormat("rawvideo").WithCustomArgument($"-pix_fmt bgra -video_size {width}x{height} -framerate {Loop.FrameRate}"))
            .AddFileInput(sound, verifyExists: false)
            .OutputToFile(file, overwrite: true, options => options.WithCustomArgument($"-map 0:v -map 1:a {Video} -c:a copy").ForceFormat("mp4")));

    private static IReadOnlyList<string> Split(FFMpegArgumentProcessor built) =>
    [
        "-nostdin", "-hide_banner", "-nostats", "-loglevel", "error",
        .. built.Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('"')),
    ];
}
