using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using TestKit;
using TestKit.Browsing;
using TestKit.Hosts;

namespace Benchmarks.Glass;

/// <summary>
/// Watches the demo's relay for a long time, over its cuts: how often and how long the picture stood still, how much of the time it moved,
/// at which distance, and with how many requests. The first run begins with the host. What the player wrote down is kept in a file.
/// </summary>
internal static class WatchBenchmark
{
    /// <param name="runs">One after another, each a page of its own on the same host.</param>
    /// <param name="seconds">Of each.</param>
    /// <param name="throttle">How many times slower the page's processor is.</param>
    public static async Task RunAsync(int runs, int seconds, int throttle)
    {
        Say($"watch: {runs} runs of {seconds} s on /watch/festival, slots of 110 s, page's processor {throttle} times slower, on {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
        await using var host = await FestivalHost.StartAsync("--Demo:SlotSeconds", "110");
        await using var chromium = await Chromium.StartAsync();
        for (var run = 1; run <= runs; run++)
            await WatchAsync(host, chromium, run, seconds, throttle);
    }

    private static async Task WatchAsync(FestivalHost host, Chromium chromium, int run, int seconds, int throttle)
    {
        var page = await chromium.OpenAsync(host.Http, "/watch/festival?trace");
        if (throttle > 1)
        {
            var session = await page.Context.NewCDPSessionAsync(page);
            await session.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object>(StringComparer.Ordinal) { ["rate"] = throttle });
        }

        await PlayerStats.PlayingAsync(page, 60);
        var requests = 0;
        page.Request += (_, request) => requests += new Uri(request.Url).AbsolutePath.StartsWith("/live/", StringComparison.Ordinal) ? 1 : 0;
        var before = await PlayerStats.ReadAsync(page);
        await page.WaitForTimeoutAsync(seconds * 1000);
        var after = await PlayerStats.ReadAsync(page);

        // The element's time leaps with a seek and goes faster or slower than the clock: only stops tell how long the picture stood.
        var wall = after.WallSeconds - before.WallSeconds;
        var player = await page.EvaluateAsync<JsonElement>("() => { const p = window.livefestival.player; return { stops: p.stops, steps: p.steps, distance: p.distance, restarts: p.interventions, rebuilds: p.rebuilds, stopped: p.stoppedMs, behind: p.latency() ?? -1 }; }");
        var stops = player.GetProperty("stops").EnumerateArray().Select(stop => stop.GetProperty("ms").GetDouble()).ToList();
        var longest = stops.Count == 0 ? 0 : stops.Max();
        Say($"  run {run}: {stops.Count} stops, longest {longest:0} ms; moved {100 * (1 - (player.GetProperty("stopped").GetDouble() / 1000 / wall)):0.0} % of the time, {(after.Frames - before.Frames) / wall:0.0} frames a second; {requests / wall:0.00} requests a second");
        Say($"         distance {player.GetProperty("distance")}, {player.GetProperty("behind").GetDouble():0.0} s behind, {player.GetProperty("steps")} steps, {player.GetProperty("restarts")} restarts of loading, {player.GetProperty("rebuilds")} rebuilds, {after.FatalErrors} fatal errors");
        var trace = Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults")).FullName, $"watch-{throttle}x-{run}.jsonl");
        await File.WriteAllTextAsync(trace, await page.EvaluateAsync<string>("() => window.livefestival.trace.dump()"));
        await page.Context.CloseAsync();
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
