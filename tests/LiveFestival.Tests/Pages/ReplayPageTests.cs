using System.Text.Json;
using LiveFestival.Tests.Pages.Access;
using TestKit;
using TestKit.Hosts;

namespace LiveFestival.Tests.Pages;

[Parallelizable(ParallelScope.Self)]
public sealed class ReplayPageTests
{
    [Test]
    public async Task A_slot_of_a_protected_channel_plays_when_it_is_over_and_can_be_downloaded()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:SlotSeconds", "10", "--Ingest:Playback:Channels:festival", "ticket");
        var slot = await Eventually.ValueAsync(() => FirstReplayAsync(host), "a slot is over and recorded", TimeSpan.FromSeconds(60));
        var page = await Browser.OpenAsync(host.Http, $"/replay/festival/{slot}");
        await using var context = page.Context;

        await page.WaitForFunctionAsync("() => document.querySelector('[data-testid=video]')?.readyState >= 2");
        await page.EvaluateAsync("() => document.querySelector('[data-testid=video]').play()");
        await page.WaitForFunctionAsync("() => document.querySelector('[data-testid=video]').currentTime > 2");
        var marks = await page.Locator("[data-testid=marks] li").CountAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-testid=download]"));

        Assert.That(marks, Is.Positive, "the stage that the replay begins with is a mark");
        Assert.That(new FileInfo(await download.PathAsync()).Length, Is.GreaterThan(50_000));
        var tour = new Tour(page);
        await tour.LookAsync("replay");
        tour.AssertNothingFound();
    }

    private static async Task<string?> FirstReplayAsync(FestivalHost host)
    {
        using var replays = JsonDocument.Parse(await host.Anonymous.GetStringAsync("/api/v1/channels/festival/replays"));
        return replays.RootElement.EnumerateArray().Select(replay => replay.GetProperty("slot").GetString()).FirstOrDefault();
    }
}
