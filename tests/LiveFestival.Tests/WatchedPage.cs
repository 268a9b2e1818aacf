using System.Text.Json;
using Microsoft.Playwright;
using TestKit.Browsing;

namespace LiveFestival.Tests;

/// <summary>
/// A page that watches a channel, with its player's trace. It is judged by the pictures that it showed: how long that took is the
/// machine's affair.
/// </summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    /// <summary>So far a picture may go back (milliseconds) to recover from a stop.</summary>
    private const double FurthestBack = 5_000;

    /// <summary>A page that shows nothing for so long will not any more.</summary>
    private static readonly PageWaitForFunctionOptions Patience = new() { Timeout = 180_000 };

    private readonly IPage _page;

    private WatchedPage(IPage page) => _page = page;

    /// <summary>Waits until a condition holds in the page.</summary>
    /// <param name="condition">JavaScript.</param>
    public Task SeeAsync(string condition) => _page.WaitForFunctionAsync($"() => {condition}", null, Patience);

    /// <summary>Waits until the page shows the picture of an instant, or a later one.</summary>
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
    /// <param name="channel">What is watched.</param>
    public static async Task<WatchedPage> OpenAsync(Uri site, string channel)
    {
        var page = await Browser.OpenAsync(site, $"/watch/{channel}?trace");
        try
        {
            await PlayerStats.PlayingAsync(page, Patience.Timeout!.Value / 1000);
            // Gone with the document, if the page were loaded again.
            await page.EvaluateAsync("() => { window.sameDocument = true; }");
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
    /// The page was never loaded again, its player met nothing fatal, and its picture never went back further than a stop may cost. Returns
    /// the date-times of the pictures that it showed, about one a second.
    /// </summary>
    public async Task<IReadOnlyList<DateTimeOffset>> StayedAsync()
    {
        var state = await _page.EvaluateAsync<JsonElement>("""
            () => ({
              same: window.sameDocument === true,
              fatal: window.livefestival.player.fatalErrors,
              dates: window.livefestival.trace.entries().filter((entry) => entry.kind === 'shown' && entry.date !== null).map((entry) => entry.date),
            })
            """);
        var dates = state.GetProperty("dates").EnumerateArray().Select(date => date.GetDouble()).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(state.GetProperty("same").GetBoolean(), "the page was loaded again");
            Assert.That(state.GetProperty("fatal").GetInt32(), Is.Zero, "fatal errors of the player");
            Assert.That(dates, Has.Count.GreaterThan(5), "pictures in the player's trace");
            Assert.That(dates.Zip(dates.Skip(1), (before, after) => before - after), Is.All.LessThanOrEqualTo(FurthestBack), "the picture went back");
        });
        return [.. dates.Select(date => DateTimeOffset.FromUnixTimeMilliseconds((long)date))];
    }
}
