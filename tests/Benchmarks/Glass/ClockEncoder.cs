using TestKit.Processes;

namespace Benchmarks.Glass;

/// <summary>
/// An encoder whose picture carries the wall clock as a strip of black and white squares, so that a page can read from a shown frame when
/// it was made. The strip holds the milliseconds of Unix time, modulo 2^<see cref="Bits"/>, lowest bit first.
/// </summary>
internal static class ClockEncoder
{
    public const int Bits = 20;
    public const int Square = 24;

    // The clock is read at the first pixel of each row and kept in variable 0. FFmpeg draws a row in one thread, with its own variables.
    private static readonly string Strip =
        $"color=black:size={Bits * Square}x{Square}:rate=25,geq=cb=128:cr=128:lum='if(eq(X,0),st(0,floor(time(0)*1000)));if(mod(floor(ld(0)/pow(2,floor(X/{Square}))),2),235,16)'";

    public static TestProcess Start(string url) => TestProcess.Start("ffmpeg",
    [
        "-nostdin", "-hide_banner", "-nostats", "-loglevel", "warning",
        "-re", "-f", "lavfi", "-i", $"{Strip},pad=640:360:0:0:color=0x304030",
        "-re", "-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000",
        "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-b:v", "500k", "-g", "25", "-sc_threshold", "0",
        "-c:a", "aac", "-b:a", "64k", "-ac", "2", "-f", "flv", url,
    ]);
}
