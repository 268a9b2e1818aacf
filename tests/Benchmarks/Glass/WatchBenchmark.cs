using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using TestKit;
using TestKit.Browsing;
using TestKit.Hosts;

namespace Benchmarks.Glass;

/// <summary>
/// Watches the demo's relay for a long time, across its cuts. Measures how often and how long the picture stood still, the share of time
/// that it moved, the distance to the live edge and the requests a second. The first run begins right after the host has started. Each
/// player's trace is saved in <c>TestResults</c>.
/// </summary>
internal static class WatchBenchmark
{
    /// <param name="runs">Number of runs, one after another, each in its own page on the same host.</param>
    /// <param name="seconds">Length of each run.</param>
    /// <param name="throttle">Factor by which the page's processor is slowed down.</param>
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

        // The element's time jumps on a seek and runs faster or slower than the clock. Only the stops say how long the picture stood still.
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
