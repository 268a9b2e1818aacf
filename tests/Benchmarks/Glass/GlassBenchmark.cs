using System.Runtime.InteropServices;
using System.Text.Json;
using TestKit.Browsing;
using TestKit.Hosts;

namespace Benchmarks.Glass;

/// <summary>What a viewer gets: time to the first picture, the longest stall, and glass-to-glass latency read from a clock in the picture.</summary>
internal static class GlassBenchmark
{
    public static async Task RunAsync(int seconds)
    {
        Console.WriteLine($"glass: {seconds} s on {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
        await RelayAsync(seconds);
        await LatencyAsync(seconds);
    }

    /// <summary>The demo with its four encoders, slots of 15 s, on the festival's watch page.</summary>
    private static async Task RelayAsync(int seconds)
    {
        await using var host = await FestivalHost.StartAsync("--Demo:SlotSeconds", "15");
        await using var chromium = await Chromium.StartAsync();
        await (await chromium.OpenAsync(host.Http, "/watch/festival")).CloseAsync(); // Warm caches, as for everyone but the first viewer.
        var page = await chromium.OpenAsync(host.Http, "/watch/festival");
        await PlayerStats.PlayingAsync(page);
        var before = await PlayerStats.ReadAsync(page);
        await page.WaitForTimeoutAsync(seconds * 1000);
        var after = await PlayerStats.ReadAsync(page);

        Console.WriteLine($"  festival, 15 s slots: first picture {after.FirstPictureMs:0} ms, longest stall {after.LongestStallMs:0} ms, "
            + $"played {100 * (after.CurrentTime - before.CurrentTime) / (after.WallSeconds - before.WallSeconds):0.0} % of wall time, fatal errors {after.FatalErrors}");
    }

    /// <summary>One stage whose encoder shows the wall clock.</summary>
    private static async Task LatencyAsync(int seconds)
    {
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Demo:SlotSeconds", "900");
        await using var encoder = ClockEncoder.Start(host.RtmpUrl(host.Demo.StreamKeys["gushi"]));
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(host.Http, "/watch/gushi");
        await PlayerStats.PlayingAsync(page);
        await page.EvaluateAsync(Reader, new { bits = ClockEncoder.Bits, square = ClockEncoder.Square });
        await page.WaitForTimeoutAsync(seconds * 1000);
        var samples = JsonSerializer.Deserialize<double[]>(await page.EvaluateAsync<string>("() => JSON.stringify(window.glassSamples)"))!;
        Array.Sort(samples);
        if (samples.Length == 0)
            throw new InvalidOperationException("No frame with a clock was shown.");

        Console.WriteLine($"  gushi, low latency: glass to glass {At(samples, 0.5):0} ms median, {At(samples, 0.95):0} ms p95, {samples[^1]:0} ms most, over {samples.Length} frames");
    }

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
