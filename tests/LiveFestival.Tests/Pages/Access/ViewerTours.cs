using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Access;

/// <summary>Brings the viewers' pages into each of their states, and has each state looked at.</summary>
internal static class ViewerTours
{
    private const string Stage = "tongxiang";

    public static async Task HomeAsync(Tour tour)
    {
        await Expect(tour.Page.GetByTestId("products")).ToBeVisibleAsync();
        await Expect(tour.Page.GetByTestId("simulated").Or(tour.Page.GetByTestId("replays")).First).ToBeVisibleAsync();
        await tour.LookAsync("home");
    }

    /// <summary>A pin and a question from its opening to its result; a poll; a line that is said, and signing in.</summary>
    public static async Task WatchAsync(Tour tour)
    {
        var page = tour.Page;
        using var anchor = AccessFestival.Host.Client(AccessFestival.Host.Demo.AnchorToken);
        await Expect(page.GetByTestId("chat-input")).ToBeVisibleAsync();
        await tour.LookAsync("watch");

        await anchor.PostAsync($"/api/v1/rooms/{Stage}/pin", new { productId = "chrysanthemum-tea" });
        var asked = await anchor.PostAsync(
            $"/api/v1/rooms/{Stage}/questions",
            new { text = "What do silkworms eat?", options = new[] { "Mulberry leaves", "Tea leaves", "Rice" }, answer = 0, seconds = 120, winners = 1 });
        var question = asked.GetProperty("id").GetString();
        await Expect(page.GetByTestId("pin-card")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("option-1")).ToBeEnabledAsync();
        await tour.LookAsync("a question and a pin");
        await page.GetByTestId("option-0").ClickAsync();
        await Expect(page.GetByTestId("option-0")).ToHaveAttributeAsync("aria-pressed", "true");
        await tour.LookAsync("an answered question", walk: false);
        await page.GetByTestId("chat-input").FillAsync("Leaves!");
        await page.GetByTestId("chat-send").ClickAsync();
        await Expect(page.GetByTestId("name-input")).ToBeFocusedAsync();
        await tour.LookAsync("asked for a name", walk: false);
        await page.GetByTestId("name-input").FillAsync("Ann");
        await page.GetByTestId("name-enter").ClickAsync();
        await Expect(page.GetByTestId("chat-line")).ToBeVisibleAsync();
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/questions/{question}/close");
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/questions/{question}/reveal");
        await Expect(page.GetByTestId("result")).ToBeVisibleAsync();
        await page.GetByTestId("result").HoverAsync();
        await tour.LookAsync("a result");
        await page.GetByTestId("quiz-close").ClickAsync();

        await anchor.PostAsync($"/api/v1/rooms/{Stage}/polls", new { text = "Which next?", options = new[] { "Quilts", "Scarves" }, seconds = 120 });
        await Expect(page.GetByTestId("poll")).ToBeVisibleAsync();
        await page.GetByTestId("viewer-sign-in").ClickAsync();
        await Expect(page.GetByTestId("sign-in-to")).ToBeVisibleAsync();
        await tour.LookAsync("a poll, and signing in");
        await SignInAsync(page);
        await page.GetByTestId("bell").ClickAsync();
        await Expect(page.GetByTestId("inbox")).ToBeVisibleAsync();
        await tour.LookAsync("an inbox");
    }

    public static async Task EmbedAsync(Tour tour)
    {
        await Expect(tour.Page.GetByTestId("screen")).ToBeVisibleAsync();
        await tour.LookAsync("embed");
    }

    public static async Task ItemAsync(Tour tour)
    {
        await Expect(tour.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToBeVisibleAsync();
        await tour.LookAsync("item");
    }

    public static async Task ReplaysAsync(Tour tour)
    {
        await Expect(tour.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToBeVisibleAsync();
        await tour.LookAsync("replays");
    }

    /// <summary>A slot that is none; <see cref="ReplayPageTests"/> look at one that plays.</summary>
    public static async Task ReplayAsync(Tour tour)
    {
        await Expect(tour.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
        await tour.LookAsync("no replay");
    }

    /// <summary>A village site's screen: from the question whether this is one, to somebody new of the village.</summary>
    public static async Task VillageAsync(Tour tour)
    {
        var page = tour.Page;
        using var operates = AccessFestival.Host.Client(AccessFestival.Host.Demo.OperatorToken);
        var site = await operates.PostAsync("/api/v1/sites", new { id = "yatuan", name = "鸭团文化站", village = "鸭团", county = "沾益", province = "云南" });
        await page.GotoAsync("/");
        await page.GotoAsync($"/watch/gushi#site={site.GetProperty("deviceKey").GetString()}");
        await Expect(page.GetByTestId("site-agree")).ToBeFocusedAsync();
        await tour.LookAsync("the offer to be a village's screen");
        await page.GetByTestId("site-agree").ClickAsync();
        await page.GetByTestId("new-villager").ClickAsync();
        await Expect(page.GetByTestId("new-villager-name")).ToBeVisibleAsync();
        await tour.LookAsync("somebody new of the village");
    }

    /// <summary>What people see who have no room, no page, or only read.</summary>
    public static async Task AwayAsync(Tour tour)
    {
        var page = tour.Page;
        await tour.LookAsync("missing page");
        await page.GotoAsync($"/watch/{Stage}?via=feed");
        await Expect(page.GetByTestId("take-part")).ToBeVisibleAsync();
        await tour.LookAsync("only reading");
        await page.GotoAsync("/watch/nowhere");
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToBeVisibleAsync();
        await tour.LookAsync("missing channel");
    }

    public static async Task SignInPageAsync(Tour tour)
    {
        await Expect(tour.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
        await tour.LookAsync("the sign-in window");
    }

    /// <summary>With the code that the demo shows.</summary>
    private static async Task SignInAsync(IPage page)
    {
        await page.GetByTestId("sign-in-to").FillAsync("138 0013 8044");
        await page.GetByTestId("send-code").ClickAsync();
        await page.GetByTestId("sign-in-code").FillAsync(await page.GetByTestId("demo-code").InnerTextAsync());
        await page.GetByTestId("give-code").ClickAsync();
        await Expect(page.GetByTestId("signed-in")).ToBeVisibleAsync();
    }
}
