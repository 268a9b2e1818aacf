using System.Net.Http.Json;
using System.Text.Json;
using TestKit;

namespace LiveFestival.Tests.Demo;

public sealed class WatchRelayTests
{
    [Test]
    public async Task The_watch_page_shows_each_stage_of_the_relay_across_two_hand_overs_without_a_reload()
    {
        await using var page = await WatchedPage.OpenAsync(DemoFestival.Host.Http, "festival");
        var cuts = new SortedSet<DateTimeOffset>();

        await Eventually.TrueAsync(async () => cuts.Add(await SinceAsync()) && cuts.Count >= 3, "two hand-overs", TimeSpan.FromMinutes(3));
        await page.ShowsAsync(cuts.Max.AddSeconds(1));
        var shown = await page.AssertPlayedOnAsync();

        var (second, third) = (cuts.ElementAt(1), cuts.ElementAt(2));
        Assert.That(shown.Count(date => date < second), Is.Positive, $"pictures before the cut of {second:O}");
        Assert.That(shown.Count(date => date >= second && date < third), Is.GreaterThan(3), $"pictures between the cuts of {second:O} and {third:O}");
    }

    /// <summary>The date-time of the newest cut.</summary>
    private static async Task<DateTimeOffset> SinceAsync()
    {
        var relay = await DemoFestival.Host.Anonymous.GetFromJsonAsync<JsonElement>("/api/v1/channels/festival");
        return DateTimeOffset.FromUnixTimeMilliseconds(relay.GetProperty("since").GetInt64());
    }
}
