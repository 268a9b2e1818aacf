using System.Runtime.InteropServices;
using TestKit.Browsing;
using TestKit.Hosts;

namespace Benchmarks.Glass;

/// <summary>What a viewer gets: time to the first picture, longest stall, and glass-to-glass latency by a clock in the picture.</summary>
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
        var samples = await ClockWatch.SampleAsync(page, TimeSpan.FromSeconds(seconds));
        Console.WriteLine($"  gushi, low latency: glass to glass {ClockWatch.Text(samples)}");
    }
}
