using System.Diagnostics;
using Benchmarks.Glass;

namespace Benchmarks.Ingest;

/// <summary>Reads the clock of <see cref="ClockEncoder"/> from media, with FFmpeg.</summary>
internal static class ClockReader
{
    private const long Range = 1L << ClockEncoder.Bits;

    /// <summary>The clock in the last picture; null when none could be decoded.</summary>
    public static async Task<long?> LastAsync(byte[] media)
    {
        const int Width = ClockEncoder.Bits * ClockEncoder.Square;
        using var decoder = Process.Start(new ProcessStartInfo("ffmpeg",
            ["-v", "quiet", "-i", "pipe:0", "-vf", $"crop={Width}:2:0:{ClockEncoder.Square / 2}", "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var reading = ReadAsync(decoder.StandardOutput.BaseStream);
        try
        {
            await decoder.StandardInput.BaseStream.WriteAsync(media);
            decoder.StandardInput.Close();
        }
        catch (IOException)
        {
            // FFmpeg has closed its input: it has read enough.
        }

        var rows = await reading;
        await decoder.WaitForExitAsync();
        if (rows.Length < Width)
            return null;

        var row = rows.AsSpan(rows.Length - Width);
        var clock = 0L;
        for (var bit = 0; bit < ClockEncoder.Bits; bit++)
        {
            if (row[(bit * ClockEncoder.Square) + (ClockEncoder.Square / 2)] > 128)
                clock += 1L << bit;
        }

        return clock;
    }

    /// <summary>Milliseconds from the clock to <paramref name="at"/>.</summary>
    public static double Age(DateTimeOffset at, long clock) => ((at.ToUnixTimeMilliseconds() % Range) - clock + Range) % Range;

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
