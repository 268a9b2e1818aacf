using LiveFestival.Tests.Rooms;
using Microsoft.Playwright;
using TestKit.Browsing;
using TestKit.Hosts;
using TestKit.Redis;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Recovery;

[Parallelizable(ParallelScope.Self)]
public sealed class RedisAwayTests
{
    [Test]
    public async Task Without_Redis_the_page_says_that_interaction_is_paused_video_goes_on_and_it_recovers_by_itself()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await FestivalHost.StartAsync("--ConnectionStrings:Redis", redis.ConnectionString, "--Demo:Encoders", "false", "--Demo:SlotSeconds", "900");
        var page = await Browser.OpenAsync(host.Http, $"/watch/{StageWalk.Relay}");
        await using var context = page.Context;
        await PlayerStats.PlayingAsync(page);
        await Expect(page.GetByTestId("paused")).ToBeHiddenAsync(new LocatorAssertionsToBeHiddenOptions { Timeout = 60_000 });

        await redis.KillAsync();
        await Expect(page.GetByTestId("paused")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 60_000 });
        var paused = await PlayerStats.ReadAsync(page);
        await page.WaitForFunctionAsync("start => document.querySelector('[data-testid=video]').currentTime > start + 4", paused.CurrentTime);
        await redis.StartAgainAsync();

        await Expect(page.GetByTestId("paused")).ToBeHiddenAsync(new LocatorAssertionsToBeHiddenOptions { Timeout = 60_000 });
        Assert.That((await PlayerStats.ReadAsync(page)).FatalErrors, Is.Zero);
    }
}
