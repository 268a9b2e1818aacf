using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages;

/// <summary>What tests do on an anchor's page.</summary>
internal static class AnchorDesk
{
    /// <summary>Chooses a stage; while another one is on air, the page asks first.</summary>
    public static async Task ChooseStageAsync(this IPage anchor, string stage)
    {
        await anchor.GetByTestId($"stage-{stage}").ClickAsync();
        var (chosen, asks) = (anchor.Locator($".anchor[data-stage={stage}]"), anchor.GetByTestId("confirm-yes"));
        await Expect(chosen.Or(asks).First).ToBeVisibleAsync();
        if (await asks.IsVisibleAsync())
            await asks.ClickAsync();
        await Expect(chosen).ToBeVisibleAsync();
    }
}
