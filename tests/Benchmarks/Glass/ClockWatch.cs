using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Benchmarks.Glass;

/// <summary>Measures glass-to-glass latency: reads the clock of a <see cref="ClockEncoder"/> from the frames that a page shows.</summary>
internal static class ClockWatch
{
    /// <summary>The latency of each frame that the page shows during <paramref name="length"/>, in milliseconds, ascending.</summary>
    /// <param name="page">Has a playing <c>video</c> element with the test id <c>video</c>.</param>
    /// <param name="length">How long to sample.</param>
    public static async Task<double[]> SampleAsync(IPage page, TimeSpan length)
    {
        await page.EvaluateAsync(Reader, new { bits = ClockEncoder.Bits, square = ClockEncoder.Square });
        await page.WaitForTimeoutAsync((float)length.TotalMilliseconds);
        var samples = JsonSerializer.Deserialize<double[]>(await page.EvaluateAsync<string>("() => JSON.stringify(window.glassSamples)"))!;
        if (samples.Length == 0)
            throw new InvalidOperationException("No frame with a clock was shown.");
        Array.Sort(samples);
        return samples;
    }

    public static string Text(double[] sorted) => string.Create(CultureInfo.InvariantCulture,
        $"{At(sorted, 0.5):0} ms median, {At(sorted, 0.95):0} ms p95, {sorted[^1]:0} ms most, over {sorted.Length} frames");

    private static double At(double[] sorted, double share) => sorted[(int)((sorted.Length - 1) * share)];

    /// <summary>Reads the strip from every shown frame. A frame without a plausible clock (the slate) is passed over.</summary>
    private const string Reader = """
        ({ bits, square }) => {
          const video = document.querySelector('[data-testid=video]');
          const canvas = document.createElement('canvas');
          canvas.width = bits * square;
          canvas.height = square;
          const context = canvas.getContext('2d', { willReadFrequently: true });
          const range = 2 ** bits;
          window.glassSamples = [];
          const read = () => {
            context.drawImage(video, 0, 0, bits * square, square, 0, 0, bits * square, square);
            const row = context.getImageData(0, square / 2, bits * square, 1).data;
            let clock = 0;
            for (let bit = 0; bit < bits; bit++) if (row[(bit * square + square / 2) * 4] > 128) clock += 2 ** bit;
            const latency = ((Date.now() % range) - clock + range) % range;
            if (latency < 60000) window.glassSamples.push(latency);
            video.requestVideoFrameCallback(read);
          };
          video.requestVideoFrameCallback(read);
        }
        """;
}
