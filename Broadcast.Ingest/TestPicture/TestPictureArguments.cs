using Broadcast.Ingest.Media.FFmpeg;
using FFMpegCore;
using FFMpegCore.Arguments;
using FFMpegCore.Enums;

namespace Broadcast.Ingest.TestPicture;

/// <summary>FFmpeg's arguments for the test picture, as FLV on standard output. Pure. Cheap on purpose: it shares the machine with real encoders.</summary>
internal static class TestPictureArguments
{
    private const int FrameRate = 25;

    public static IReadOnlyList<string> Build()
    {
        var processor = FFMpegArguments
            .FromFileInput($"testsrc2=size=640x360:rate={FrameRate}", false, options => options
                .WithArgument(new CustomArgument("-nostdin -hide_banner -nostats -loglevel warning -re -f lavfi")))
            // A tone that beeps each second, so that one can hear that the sound is there.
            .AddFileInput("sine=frequency=330:beep_factor=3:sample_rate=48000,volume=0.3", false, options => options.WithArgument(new CustomArgument("-re -f lavfi")))
            .OutputToFile("pipe:1", false, options => options
                .WithVideoCodec("libx264").WithArgument(new CustomArgument("-preset ultrafast -tune zerolatency -threads 1 -pix_fmt yuv420p"))
                // An IDR frame each second, and nowhere else.
                .WithArgument(new CustomArgument($"-g {FrameRate} -keyint_min {FrameRate} -sc_threshold 0 -b:v 800k -maxrate 800k -bufsize 800k"))
                .WithAudioCodec(AudioCodec.Aac).WithArgument(new CustomArgument("-b:a 64k -ac 2"))
                .WithArgument(new CustomArgument("-f flv -flvflags no_duration_filesize -flush_packets 1")));
        return ArgumentLine.Split(processor.Arguments);
    }
}
