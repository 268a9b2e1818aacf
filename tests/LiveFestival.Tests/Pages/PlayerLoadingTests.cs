using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browsing;
using TestKit.Hosts;
using TestKit.Media;
using TestKit.Processes;

namespace LiveFestival.Tests.Pages;

/// <summary>
/// The player's workarounds for how hls.js loads (Broadcast.Api/Web/src/player/README.md), checked with the page's own trace.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class PlayerLoadingTests
{
    private const string Stage = "gushi";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private FestivalHost _host = null!;
    private TestProcess _encoder = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await FestivalHost.StartAsync("--Demo:Encoders", "false");
        // Segments of about two seconds, with enough parts that some follow the one after the forgotten part. No GOP is as long as the one
        // before it, so each segment is listed as whole together with its last part, and hls.js then believes that all of it is buffered.
        _encoder = new Recipe { Gop = 1000, Options = ["-force_key_frames", "expr:eq(mod(n,102),0)+eq(mod(n,102),50)"] }.Start(_host.RtmpUrl(_host.Demo.StreamKeys[Stage]));
        await Eventually.TrueAsync(async () => !(await _host.ChannelAsync(Stage)).GetProperty("slate").GetBoolean(), "the stage is live", Patience);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _encoder.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Test]
    public async Task Loading_that_stopped_because_hls_js_forgot_a_part_goes_on_from_the_end_of_the_buffer_without_a_seek()
    {
        var page = await Browser.OpenAsync(_host.Http, "/healthz");
        await using var context = page.Context;
        await page.RouteAsync(LowLatencyPlaylist(), ListSegmentsLongerAsync);
        await page.GotoAsync($"/watch/{Stage}?trace");
        await PlayerStats.PlayingAsync(page, 40);

        // Imitates a removal from the buffer that ends while a part in the middle of a segment is being appended. Repeated until it has an
        // effect, because hls.js recovers by itself when it loads several parts at once. Low-latency mode stays on, so that hls.js loads
        // parts even when a slow machine is far from the live edge.
        await page.EvaluateAsync("""
            () => {
              const hls = window.livefestival.trace.hls();
              hls.on('hlsLevelLoaded', () => { hls.lowLatencyMode = true; });
              let last = 0;
              const since = window.since = performance.now();
              const counted = () => window.livefestival.trace.entries().some((entry) => entry.kind === 'restart' && entry.how === 'marks' && entry.at > since);
              hls.on('hlsFragParsed', (_, { frag, part }) => {
                if ((part?.index !== 1 && part?.index !== 2) || frag.sn === last || counted()) return;
                last = frag.sn;
                hls.trigger('hlsBufferFlushed', { type: 'audiovideo', start: 0, end: 0 });
              });
            }
            """);
        await PlayerTrace.SeesAsync(page, "entry.kind === 'restart' && entry.how === 'marks' && entry.at > window.since", Patience);
        var since = await page.EvaluateAsync<double>("() => window.since");
        var restart = (await PlayerTrace.ReadAsync(page)).First(entry => entry.Kind == "restart" && entry.Text("how") == "marks" && entry.At > since);
        var end = restart.EndOf("buffer");
        await PlayerTrace.SeesAsync(page, string.Create(CultureInfo.InvariantCulture, $"entry.kind === 'shown' && entry.time > {end} + 1"), Patience);

        var trace = await PlayerTrace.ReadAsync(page);
        var next = trace.First(entry => entry.AsksForMedia && entry.At > restart.At);
        var shown = trace.Where(entry => entry.Kind == "shown" && entry.At > since && entry.Details.GetProperty("date").ValueKind == JsonValueKind.Number).Select(entry => entry.Number("date")).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(restart.Number("parts"), Is.Positive, "parts that hls.js forgot");
            Assert.That(next.Number("start"), Is.GreaterThan(end - 0.1), "buffered media is loaded again");
            Assert.That(trace.Where(entry => entry.At > since && entry.GoesBack), Is.Empty, "the picture went back");
            Assert.That(shown, Is.Ordered.Ascending, "dates of the pictures shown");
        });
    }

    [Test]
    public async Task A_segment_that_hls_js_takes_for_a_gap_by_mistake_is_loaded_at_once()
    {
        var page = await Browser.OpenAsync(_host.Http, $"/watch/{Stage}?trace");
        await using var context = page.Context;
        await PlayerStats.PlayingAsync(page, 40);

        // Imitates a removal that ends between the arrival of a part and its parsing. Repeated until it has an effect, as above.
        await page.EvaluateAsync("""
            () => {
              const hls = window.livefestival.trace.hls();
              hls.on('hlsLevelLoaded', () => { hls.lowLatencyMode = true; });
              let last = 0;
              const counted = () => window.livefestival.trace.entries().some((entry) => entry.kind === 'restart' && entry.how === 'gap');
              hls.on('hlsFragLoaded', (_, { frag, part }) => {
                if ((part?.index !== 1 && part?.index !== 2) || frag.sn === last || counted()) return;
                last = frag.sn;
                hls.trigger('hlsBufferFlushed', { type: 'audiovideo', start: 0, end: 0 });
              });
            }
            """);
        await PlayerTrace.SeesAsync(page, "entry.kind === 'restart' && entry.how === 'gap'", Patience);
        var restart = (await PlayerTrace.ReadAsync(page)).First(entry => entry.Kind == "restart" && entry.Text("how") == "gap");
        var end = restart.EndOf("buffer");
        await PlayerTrace.SeesAsync(page, string.Create(CultureInfo.InvariantCulture, $"entry.kind === 'shown' && entry.time > {end} + 1"), Patience);

        var trace = await PlayerTrace.ReadAsync(page);
        var next = trace.First(entry => entry.AsksForMedia && entry.At > restart.At);
        Assert.Multiple(() =>
        {
            Assert.That(next.Number("start"), Is.GreaterThan(end - 0.1), "buffered media is loaded again");
            // hls.js alone waits for four seconds. The page records its buffer once a second, and a slow page is late with both.
            Assert.That(trace.Count(entry => entry.Kind == "buffer" && entry.At > restart.At && entry.At < next.At), Is.LessThan(3), "seconds until the next request for media");
            Assert.That(trace.Where(entry => entry.At > restart.At && entry.GoesBack), Is.Empty, "the picture went back");
        });
    }

    [Test]
    public async Task Media_far_behind_the_picture_is_removed_seldom_only_while_nothing_is_loading_and_hls_js_forgets_no_part()
    {
        var page = await Browser.OpenAsync(_host.Http, $"/watch/{Stage}?trace");
        await using var context = page.Context;
        await PlayerStats.PlayingAsync(page, 40);

        await PlayerTrace.SeesAsync(page, "entry.kind === 'flush' && entry.phase === 'end'", Patience);
        var flushed = (await PlayerTrace.ReadAsync(page)).First(entry => entry.Kind == "flush" && entry.Text("phase") == "end");
        await PlayerTrace.SeesAsync(page, string.Create(CultureInfo.InvariantCulture, $"entry.kind === 'shown' && entry.time > {flushed.EndOf("ranges")} + 1"), Patience);

        var trace = await PlayerTrace.ReadAsync(page);
        var began = trace.First(entry => entry.Kind == "flush" && entry.Text("phase") == "start");
        var before = trace.Last(entry => entry.Kind == "buffer" && entry.At < began.At);
        Assert.Multiple(() =>
        {
            Assert.That(before.Number("currentTime") - before.Details.GetProperty("ranges")[0][0].GetDouble(), Is.GreaterThan(40), "seconds of media behind the picture");
            Assert.That(flushed.Details.GetProperty("ranges")[0][0].GetDouble(), Is.GreaterThan(began.Number("end") - 0.1), "the start of the buffer after the removal");
            Assert.That(trace.Where(entry => entry.AsksForMedia && entry.At > began.At && entry.At < flushed.At), Is.Empty, "requests for media during the removal");
            Assert.That(trace.Where(entry => entry.Kind == "forgot"), Is.Empty);
            Assert.That(trace.Where(entry => entry.At > began.At && entry.GoesBack), Is.Empty, "the picture went back");
        });
    }

    /// <summary>Lists segments and parts 0.1 % longer than their media: the buffer ends before the listed end of its segment.</summary>
    private static async Task ListSegmentsLongerAsync(IRoute route)
    {
        var answer = await route.FetchAsync();
        var playlist = Durations().Replace(await answer.TextAsync(), duration => string.Create(
            CultureInfo.InvariantCulture, $"{duration.Groups["tag"].Value}{decimal.Parse(duration.Groups["seconds"].Value, CultureInfo.InvariantCulture) * 1.001m}"));
        await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = playlist });
    }

    [GeneratedRegex(@"/ll\.m3u8", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LowLatencyPlaylist();

    [GeneratedRegex(@"(?<tag>#EXTINF:|#EXT-X-PART:DURATION=)(?<seconds>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Durations();
}
