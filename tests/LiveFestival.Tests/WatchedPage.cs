using System.Text.Json;
using Microsoft.Playwright;
using TestKit.Browsing;

namespace LiveFestival.Tests;

/// <summary>
/// A page that watches a channel, with its player's trace. Tests check the pictures that it showed, not how long that took, because a
/// machine may be slow.
/// </summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    /// <summary>How far the picture may go back to recover from a stop, in milliseconds.</summary>
    private const double FurthestBack = 5_000;

    /// <summary>A page that shows nothing for this long is given up.</summary>
    private static readonly PageWaitForFunctionOptions Patience = new() { Timeout = 180_000 };

    /// <summary>
    /// JavaScript that finds the spans in which no media was requested or appended, although each reload of the playlist listed a whole
    /// segment beyond the buffer and the buffer was nearly empty. The player restarts loading within half a second; a span counts after six
    /// times that, with three records of the buffer in between, so that a late timer is not enough.
    /// </summary>
    private const string StoppedLoadingScript = """
        const stood = (entries) => {
          const spans = [];
          let begin = null, end = 0, ahead = 0, looks = 0;
          const reset = () => { begin = null; looks = 0; };
          for (const entry of entries) {
            if (entry.kind === 'append' || (entry.kind === 'request' && entry.of !== 'playlist')) reset();
            if (entry.kind === 'buffer') {
              const range = entry.ranges.find(([from, to]) => from <= entry.currentTime + 0.5 && entry.currentTime <= to + 0.5);
              end = range ? range[1] : end;
              ahead = end - entry.currentTime;
              looks += begin === null ? 0 : 1;
              if (looks >= 3 && entry.at - begin > 3000) {
                spans.push(`${Math.round(entry.at - begin)} ms at ${Math.round(entry.at)}, buffer to ${end}`);
                reset();
              }
            }
            if (entry.kind === 'request' && entry.of === 'playlist' && entry.phase === 'end') {
              if (entry.end < end + 0.3 || ahead > 1) reset();
              else begin ??= entry.at;
            }
          }
          return spans;
        };
        """;

    private readonly IPage _page;

    private WatchedPage(IPage page) => _page = page;

    /// <summary>Waits until a condition holds in the page.</summary>
    /// <param name="condition">A JavaScript expression that becomes true.</param>
    public Task SeeAsync(string condition) => _page.WaitForFunctionAsync($"() => {condition}", null, Patience);

    /// <summary>Waits until the page shows the picture with that date-time, or a later one.</summary>
    public async Task ShowsAsync(DateTimeOffset instant)
    {
        try
        {
            await _page.WaitForFunctionAsync("date => window.livefestival.player.playingDate() >= date", instant.ToUnixTimeMilliseconds(), Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The page never showed {instant:O}. Its player said:\n{await _page.EvaluateAsync<string>("() => window.livefestival.trace.dump().slice(-20000)")}");
        }
    }

    /// <summary>Opens the page and waits until its picture moves.</summary>
    /// <param name="site">The host.</param>
    /// <param name="channel">The channel to watch.</param>
    public static async Task<WatchedPage> OpenAsync(Uri site, string channel)
    {
        var page = await Browser.OpenAsync(site, $"/watch/{channel}?trace");
        try
        {
            await PlayerStats.PlayingAsync(page, Patience.Timeout!.Value / 1000);
            // A page that is loaded again has a new document, without these two marks.
            await page.EvaluateAsync("() => { window.sameDocument = true; window.watchedSince = performance.now(); }");
            return new WatchedPage(page);
        }
        catch
        {
            await page.Context.CloseAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await _page.Context.CloseAsync();

    /// <summary>
    /// Asserts that the page was never loaded again, its player had no fatal error, its picture never went back by more than
    /// <see cref="FurthestBack"/>, and loading never stopped while a whole segment was listed beyond the buffer. Returns the date-times of
    /// the pictures that it showed, about one a second.
    /// </summary>
    public async Task<IReadOnlyList<DateTimeOffset>> AssertPlayedOnAsync()
    {
        var state = await _page.EvaluateAsync<JsonElement>($$"""
            () => { {{StoppedLoadingScript}} return {
              same: window.sameDocument === true,
              fatal: window.livefestival.player.fatalErrors,
              stood: stood(window.livefestival.trace.entries()),
              dates: window.livefestival.trace.entries().filter((entry) => entry.kind === 'shown' && entry.date !== null && entry.at >= window.watchedSince).map((entry) => entry.date),
            }; }
            """);
        var dates = state.GetProperty("dates").EnumerateArray().Select(date => date.GetDouble()).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(state.GetProperty("same").GetBoolean(), "the page was loaded again");
            Assert.That(state.GetProperty("fatal").GetInt32(), Is.Zero, "fatal errors of the player");
            Assert.That(state.GetProperty("stood").EnumerateArray().Select(span => span.GetString()), Is.Empty, "loading stopped although media was listed");
            Assert.That(dates, Has.Count.GreaterThan(5), "pictures in the player's trace");
            Assert.That(dates.Zip(dates.Skip(1), (before, after) => before - after), Is.All.LessThanOrEqualTo(FurthestBack), "the picture went back");
        });
        return [.. dates.Select(date => DateTimeOffset.FromUnixTimeMilliseconds((long)date))];
    }
}
