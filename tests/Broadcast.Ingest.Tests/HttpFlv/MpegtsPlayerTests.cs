using Broadcast.Ingest.Tests.Playout;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browsing;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.HttpFlv;

/// <summary>mpegts.js in headless Chromium, on a page of another origin.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class MpegtsPlayerTests
{
    private static readonly string Script = Path.Combine(Repository.Root, "Broadcast.Api/Web/node_modules/mpegts.js/dist/mpegts.js");

    [Test]
    public async Task It_plays_from_slate_to_source_and_back_without_a_stop()
    {
        await using var host = await ChannelsHost.StartAsync();
        await using var chromium = await Chromium.StartAsync();
        // The stream comes from 127.0.0.1: for the browser that is another origin.
        var page = await chromium.OpenAsync(new UriBuilder(host.Http) { Host = "localhost" }.Uri, "/api/v1/channels");
        await page.SetContentAsync("<video muted></video>");
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = Script });
        await page.EvaluateAsync(Player, new Uri(host.Http, "/live/zhanyi.flv").ToString());
        await UntilAsync(page, "player => player.video.currentTime > 1 && player.video.videoWidth === 640", "the slate plays");

        await using (var encoder = Encoder.Start(host.RtmpUrl("zhanyi")))
        {
            await UntilAsync(page, "player => player.video.videoWidth === 320", "the source is shown");
            await page.EvaluateAsync("() => { window.player.mark = window.player.video.currentTime; }");
            await UntilAsync(page, "player => player.video.currentTime > player.mark + 3", "three seconds of it");
            encoder.Kill();
        }

        await UntilAsync(page, "player => player.video.videoWidth === 640", "the slate is shown again");
        await page.EvaluateAsync("() => { window.player.mark = window.player.video.currentTime; }");
        await UntilAsync(page, "player => player.video.currentTime > player.mark + 2", "two seconds of it");
        await UntilAsync(page, "player => player.behind() < 3", "it stays at the front");

        var state = await page.EvaluateAsync<PlayerState>("() => ({ errors: window.player.errors, stalls: window.player.stalls, hole: Math.max(0, ...window.player.holes()) })");
        await TestContext.Out.WriteLineAsync($"stalls: {string.Join(", ", state.Stalls)}; longest hole {state.Hole:0.000} s");
        Assert.That(state.Errors, Is.Empty);
        Assert.That(state.Hole, Is.LessThan(0.5), "seconds of nothing where the source and the slate begin");
    }

    private static async Task UntilAsync(IPage page, string condition, string what)
    {
        try
        {
            await Eventually.TrueAsync(async () => await page.EvaluateAsync<bool>($"() => ({condition})(window.player)"), what);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{what}: not in time; {await page.EvaluateAsync<string>("() => window.player.describe()")}");
        }
    }

    private sealed record PlayerState
    {
        public string[] Errors { get; init; } = [];

        public string[] Stalls { get; init; } = [];

        public double Hole { get; init; }
    }

    private const string Player = """
        url => {
          const video = document.querySelector('video');
          const player = window.player = { video, errors: [], stalls: [], mark: 0 };
          player.behind = () => video.buffered.length ? video.buffered.end(video.buffered.length - 1) - video.currentTime : -1;
          player.holes = () => [...Array(Math.max(0, video.buffered.length - 1)).keys()].map((i) => video.buffered.start(i + 1) - video.buffered.end(i));
          player.describe = () => JSON.stringify({ errors: player.errors, time: video.currentTime, width: video.videoWidth, ready: video.readyState,
            paused: video.paused, behind: player.behind(), fault: video.error?.message });
          const mpegts = window.mpegts;
          const engine = mpegts.createPlayer({ type: 'flv', isLive: true, url }, { enableStashBuffer: false, liveBufferLatencyChasing: true });
          engine.on(mpegts.Events.ERROR, (...error) => player.errors.push(error.slice(0, 2).join(' ')));
          engine.attachMediaElement(video);
          engine.load();
          video.play();
          let last;
          const shown = now => {
            if (last && now - last > 300) player.stalls.push(`${Math.round(now - last)} ms at ${video.currentTime.toFixed(1)} s (${video.videoWidth})`);
            last = now;
            video.requestVideoFrameCallback(shown);
          };
          video.requestVideoFrameCallback(shown);
        }
        """;
}
