using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Access;

/// <summary>What somebody does who has only a keyboard.</summary>
internal static class Keys
{
    /// <summary>Presses Tab, or Shift and Tab, until the control has the focus. Fails when it has not got it after all controls that there may be on a page.</summary>
    public static async Task TabToAsync(this IPage page, string testId, bool back = false)
    {
        const int most = 150;
        await Expect(page.GetByTestId(testId).First).ToBeVisibleAsync();
        for (var press = 0; press < most; press++)
        {
            await page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
            if (await page.EvaluateAsync<string?>("() => document.activeElement?.dataset.testid ?? null") == testId)
                return;
        }

        Assert.Fail($"{most} presses of Tab did not reach {testId}");
    }
}
