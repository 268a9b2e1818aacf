using System.Net.Http.Json;
using System.Text.Json;
using TestKit.Browsing;
using TestKit;

namespace LiveFestival.Tests.Demo;

public sealed class WatchRelayTests
{
    [Test]
    public async Task The_watch_page_plays_the_relay_across_two_hand_overs_without_a_reload()
    {
        var page = await Browser.OpenAsync(DemoFestival.Host.Http, "/watch/festival");
        await using var context = page.Context;
        await page.EvaluateAsync("() => { window.notReloaded = true; }");
        await PlayerStats.PlayingAsync(page);
        var before = await PlayerStats.ReadAsync(page);
        var cuts = new HashSet<string>(StringComparer.Ordinal);

        await Eventually.TrueAsync(async () => cuts.Add(await OnAirAsync()) && cuts.Count >= 3, "two hand-overs", TimeSpan.FromSeconds(50));
        var cutAt = await SinceAsync();
        await page.WaitForFunctionAsync("at => (window.livefestival.player.playingDate() ?? 0) > at + 1000", cutAt);
        var after = await PlayerStats.ReadAsync(page);

        var wall = after.WallSeconds - before.WallSeconds;
        var played = after.CurrentTime - before.CurrentTime;
        var notReloaded = await page.EvaluateAsync<bool>("() => window.notReloaded === true");
        Assert.Multiple(() =>
        {
            Assert.That(notReloaded, Is.True, "the page was reloaded");
            Assert.That(after.FatalErrors, Is.Zero, "fatal errors of the player");
            Assert.That(played / wall, Is.GreaterThanOrEqualTo(0.9), $"played {played:0.0} s in {wall:0.0} s");
            Assert.That(after.Frames - before.Frames, Is.GreaterThan(wall * 10), "the picture stood still");
        });
    }

    private static async Task<string> OnAirAsync() => (await RelayAsync()).GetProperty("onAir").GetString() ?? "";

    /// <summary>The date-time of the newest cut, Unix milliseconds.</summary>
    private static async Task<double> SinceAsync() => (await RelayAsync()).GetProperty("since").GetDouble();

    private static async Task<JsonElement> RelayAsync() => await DemoFestival.Host.Anonymous.GetFromJsonAsync<JsonElement>("/api/v1/channels/festival");
}
