using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Setup;

/// <summary>An operator whose call is carried out while its answer gets lost on the way back, and who sends the form again.</summary>
/// <param name="page">In set-up.</param>
/// <param name="other">Another operator's calls.</param>
internal sealed class LostAnswers(IPage page, HttpClient other)
{
    private static readonly PageGetByLabelOptions Exact = new() { Exact = true };

    /// <summary>The answer comes with the second attempt.</summary>
    public async Task AddAPlatformAsync()
    {
        await GoToAsync("simulcast");
        await page.GetByTestId("add-target").ClickAsync();
        var form = page.GetByTestId("target-form");
        await form.GetByLabel("Platform").SelectOptionAsync("own");
        await form.GetByLabel("Name", new LocatorGetByLabelOptions { Exact = true }).FillAsync("Lost TV");
        await form.GetByLabel("Server").FillAsync("rtmp://127.0.0.1:9/live");
        await form.GetByLabel("Stream key").FillAsync("a-key-of-the-platform");

        await SendTwiceAsync("/api/v1/simulcast/targets", form.GetByTestId("save-target"));

        await Expect(form).ToHaveCountAsync(0);
        await Expect(page.Locator(".push-row").Filter(new LocatorFilterOptions { HasText = "Lost TV" })).ToHaveCountAsync(1);
        Assert.That(await NamesAsync("/api/v1/simulcast/targets", list => list), Has.Exactly(1).EqualTo("Lost TV"));
    }

    /// <summary>The answer shows a key, so it is not given again: the page says what to do.</summary>
    public async Task AddASiteAsync()
    {
        await GoToAsync("sites");
        await page.GetByLabel("Name of the site", Exact).FillAsync("Lost hall");
        foreach (var field in (string[])["Village", "County", "Province"])
            await page.GetByLabel(field, Exact).FillAsync("Lost");

        await SendTwiceAsync("/api/v1/sites", page.GetByTestId("add-site"));

        await Expect(page.GetByTestId("toasts")).ToContainTextAsync("make a new one in the list");
        await Expect(page.GetByTestId("sites").Locator("li").Filter(new LocatorFilterOptions { HasText = "Lost hall" })).ToHaveCountAsync(1);
        Assert.That(await NamesAsync("/api/v1/sites", list => list["sites"]!), Has.Exactly(1).EqualTo("Lost hall"));
    }

    private async Task SendTwiceAsync(string path, ILocator button)
    {
        var isLost = false;
        await page.RouteAsync($"**{path}", async route =>
        {
            if (isLost || route.Request.Method != "POST")
            {
                await route.ContinueAsync();
                return;
            }

            isLost = true;
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await button.ClickAsync();
        await Expect(page.GetByTestId("toasts").Locator(".error")).ToHaveCountAsync(1);
        await button.ClickAsync();
    }

    private async Task<IReadOnlyList<string?>> NamesAsync(string path, Func<JsonNode, JsonNode> listOf) =>
        [.. listOf(JsonNode.Parse(await other.GetStringAsync(new Uri(path, UriKind.Relative)))!).AsArray().Select(one => (string?)one!["name"])];

    private async Task GoToAsync(string section)
    {
        await page.GetByTestId($"to-{section}").ClickAsync();
        await Expect(page.GetByTestId($"to-{section}")).ToHaveAttributeAsync("aria-current", "page");
    }
}
