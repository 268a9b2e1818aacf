using Benchmarks.Glass;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browsing;
using TestKit.Hosts;
using TestKit.Media;

namespace Benchmarks.Ingest;

/// <summary>
/// Glass to glass in headless Chromium, read from a clock in the picture: our low-latency HLS in the watch page (hls.js) and HTTP-FLV
/// (mpegts.js), and nginx-rtmp's HLS with fragments of a second (hls.js as it comes).
/// </summary>
internal static class ShownLatency
{
    private static readonly string Modules = Path.Combine(Repository.Root, "Broadcast.Api", "Web", "node_modules");

    public static async Task RunAsync(int seconds)
    {
        Console.WriteLine($"shown: glass to glass, {seconds} s each");
        await using var nginx = new NginxRtmp();
        await nginx.StartAsync();
        foreach (var script in new[] { "hls.js/dist/hls.min.js", "mpegts.js/dist/mpegts.js" })
            File.Copy(Path.Combine(Modules, script), Path.Combine(nginx.Root, Path.GetFileName(script)));
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Demo:SlotSeconds", "900");
        await using var chromium = await Chromium.StartAsync();

        await using (ClockEncoder.Start(host.RtmpUrl(host.Demo.StreamKeys["gushi"])))
        {
            await Eventually.TrueAsync(async () => (await host.Anonymous.GetStringAsync("/api/v1/channels/gushi")).Contains("\"slate\":false", StringComparison.Ordinal), "the stage is live");
            await MeasureAsync("LiveFestival, LL-HLS, hls.js    ", await chromium.OpenAsync(host.Http, "/watch/gushi"), seconds);
            var flv = new Uri(host.Http, "/live/gushi.flv");
            await File.WriteAllTextAsync(Path.Combine(nginx.Root, "flv.html"), Page("mpegts.js",
                $"const p = mpegts.createPlayer({{ type: 'flv', isLive: true, url: '{flv}' }}, {{ enableStashBuffer: false, liveBufferLatencyChasing: true, liveBufferLatencyMaxLatency: 1, liveBufferLatencyMinRemain: 0.3 }}); p.attachMediaElement(v); p.load(); p.play();"));
            await MeasureAsync("LiveFestival, HTTP-FLV, mpegts.js", await chromium.OpenAsync(nginx.Http, "/flv.html"), seconds);
        }

        await using (ClockEncoder.Start($"rtmp://127.0.0.1:{nginx.Port}/hls/clock"))
        {
            await Eventually.TrueAsync(() => File.Exists(Path.Combine(nginx.Root, "hls", "clock.m3u8")), "nginx-rtmp's playlist");
            await File.WriteAllTextAsync(Path.Combine(nginx.Root, "hls.html"), Page("hls.min.js",
                "const h = new Hls({ liveDurationInfinity: true }); h.loadSource('/hls/clock.m3u8'); h.attachMedia(v); h.on(Hls.Events.MANIFEST_PARSED, () => v.play());"));
            await Task.Delay(TimeSpan.FromSeconds(10));
            await MeasureAsync("nginx-rtmp, HLS of 1 s, hls.js  ", await chromium.OpenAsync(nginx.Http, "/hls.html"), seconds);
        }
    }

    private static async Task MeasureAsync(string label, IPage page, int seconds)
    {
        await PlayerStats.PlayingAsync(page, 30);
        // Wait until the player has reached its target distance from the live edge.
        await page.WaitForTimeoutAsync(10_000);
        Console.WriteLine($"  {label}: {ClockWatch.Text(await ClockWatch.SampleAsync(page, TimeSpan.FromSeconds(seconds)))}");
        await page.Context.CloseAsync();
    }

    private static string Page(string script, string start) =>
        $"<!doctype html><video data-testid=video muted playsinline width=640></video><script src=/{script}></script><script>const v = document.querySelector('video'); {start}</script>";
}
