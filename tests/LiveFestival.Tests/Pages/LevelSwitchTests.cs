using System.Text.Json;
using Microsoft.Playwright;
using TestKit;
using TestKit.Hosts;
using TestKit.Media;

namespace LiveFestival.Tests.Pages;

public sealed class LevelSwitchTests
{
    /// <summary>Uses hls.js without our player: changes the level down and up again while it plays at the live edge.</summary>
    [Test]
    public async Task Hls_js_changes_the_level_of_a_ladder_and_plays_on()
    {
        await using var host = await FestivalHost.StartAsync(
            "--Demo:Encoders", "false", "--Ingest:Ladder:Stages:zhanyi", "small", "--Ingest:Ladder:Profiles:small:0", "180p",
            "--Ingest:Ladder:Renditions:180p:Height", "180", "--Ingest:Ladder:Renditions:180p:Bitrate", "250000", "--Ingest:Ladder:MaxCpu", "1.01");
        await using var encoder = Encoder.Start(host.RtmpUrl(host.Demo.StreamKeys["zhanyi"]), new EncoderPicture { Width = 640, Height = 360 });
        var page = await Browser.OpenAsync(host.Http, "/healthz");
        await using var context = page.Context;
        // Added by the browser: the site's content security policy blocks other scripts.
        await page.AddInitScriptAsync(scriptPath: Path.Combine(Repository.Root, "Broadcast.Api/Web/node_modules/hls.js/dist/hls.min.js"));
        await page.GotoAsync("/healthz");
        await page.SetContentAsync("<video muted autoplay></video>");
        await page.EvaluateAsync("""
            url => {
              const v = document.querySelector('video');
              const h = new Hls({ lowLatencyMode: true, testBandwidth: false });
              window.faults = [];
              h.on(Hls.Events.ERROR, (_, e) => e.fatal && window.faults.push(e.details));
              // Levels are ordered by bandwidth, and a playlist declares the bandwidth that it has seen so far: their order may change.
              window.level = ladder => h.levels.findIndex(level => level.url[0].includes('180p') === ladder);
              h.on(Hls.Events.MANIFEST_PARSED, () => { h.currentLevel = window.level(false); v.play(); });
              h.loadSource(url); h.attachMedia(v);
              window.hls = h;
            }
            """, $"{host.Http}live/zhanyi/index.m3u8");

        await ShowsAsync(page, 360);
        await page.EvaluateAsync("() => { window.hls.nextLevel = window.level(true); }");
        await ShowsAsync(page, 180);
        await page.EvaluateAsync("() => { window.hls.nextLevel = window.level(false); }");
        await ShowsAsync(page, 360);

        Assert.That(await page.EvaluateAsync<string[]>("() => window.faults"), Is.Empty);
    }

    /// <summary>Waits until the picture has that height, and moves.</summary>
    private static async Task ShowsAsync(IPage page, int height)
    {
        var from = await Eventually.ValueAsync(
            async () => await ReadVideoAsync(page) is var video && video.Height == height ? (object)video.Time : null, $"the picture has {height} lines", TimeSpan.FromSeconds(40));
        await Eventually.TrueAsync(async () => (await ReadVideoAsync(page)).Time > (double)from + 1, "the picture moves");
    }

    private static async Task<(int Height, double Time)> ReadVideoAsync(IPage page)
    {
        var video = await page.EvaluateAsync<JsonElement>("() => { const v = document.querySelector('video'); return { height: v.videoHeight, time: v.currentTime }; }");
        return (video.GetProperty("height").GetInt32(), video.GetProperty("time").GetDouble());
    }
}
