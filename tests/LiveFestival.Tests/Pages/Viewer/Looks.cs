using Microsoft.Playwright;

namespace LiveFestival.Tests.Pages.Viewer;

/// <summary>How a page looks: where its parts are, and a picture of it that is kept with the test's results.</summary>
internal static class Looks
{
    /// <summary>JavaScript: whether the element of a test id is all within the window, and nothing else lies over its middle.</summary>
    private const string InSightScript = """
        id => {
          const element = document.querySelector(`[data-testid="${id}"]`);
          if (!element) return false;
          const box = element.getBoundingClientRect();
          const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return box.height > 0 && box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1
            && over !== null && (element.contains(over) || over.contains(element));
        }
        """;

    /// <summary>Waits until all of an element can be seen and tapped.</summary>
    public static Task InSightAsync(this IPage page, string testId) => page.WaitForFunctionAsync(InSightScript, testId);

    /// <summary>Whether nobody has to scroll sideways.</summary>
    public static Task<bool> FitsAsync(this IPage page) => page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth");

    public static async Task KeepPictureAsync(this IPage page, string name)
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "pictures", $"{name}.png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = file });
        TestContext.AddTestAttachment(file);
    }
}
