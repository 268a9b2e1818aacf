using Microsoft.Playwright;
using TestKit.Hosts;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Viewer;

/// <summary>A question on the watch page: in sight on every screen while it runs, and gone for those who come when it is over.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class QuizSheetTests
{
    private const string Stage = "suning";
    private static FestivalHost Host => ViewerFestival.Host;

    [Test]
    public async Task A_question_is_in_sight_beside_a_pin_on_every_screen_and_its_result_is_for_those_who_were_there()
    {
        using var anchor = Host.Client(Host.Demo.AnchorToken);
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/pin", new { productId = "tree-honey" });
        var small = await Browser.OpenAsync(Host.Http, $"/watch/{Stage}", 360, 640, touch: true);
        await using var smallContext = small.Context;
        var phone = await Browser.OpenAsync(Host.Http, $"/watch/{Stage}", 390, 844, touch: true);
        await using var phoneContext = phone.Context;
        var desk = await Browser.OpenAsync(Host.Http, $"/watch/{Stage}", 1366, 768);
        await using var deskContext = desk.Context;
        IPage[] pages = [small, phone, desk];
        foreach (var page in pages)
            await Expect(page.GetByTestId("pin-card")).ToBeVisibleAsync();

        var first = await AskAsync(anchor, "Which animals does the honey come from?");
        foreach (var page in pages)
        {
            foreach (var part in new[] { "countdown", "pin-card", "channels", "option-0" })
                await page.InSightAsync(part);
            // Whatever is below can be scrolled to, and the head stays.
            await page.GetByTestId("option-2").ScrollIntoViewIfNeededAsync();
            foreach (var part in new[] { "option-2", "countdown" })
                await page.InSightAsync(part);
            await page.KeepPictureAsync($"question-{page.ViewportSize!.Width}x{page.ViewportSize.Height}");
            Assert.That(await page.FitsAsync(), "nobody scrolls sideways");
        }

        await small.GetByTestId("option-1").ClickAsync();
        await Expect(small.GetByTestId("option-1")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(small.GetByTestId("option-1")).ToBeFocusedAsync();
        await small.InSightAsync("chat-input");
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/questions/{first}/close");
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/questions/{first}/reveal");
        foreach (var page in pages)
            await Expect(page.GetByTestId("result")).ToBeVisibleAsync();
        await small.KeepPictureAsync("result-360x640");

        await phone.ReloadAsync();
        await Expect(phone.GetByTestId("pin-card")).ToBeVisibleAsync();
        await phone.InSightAsync("channels");
        await phone.KeepPictureAsync("newcomer-390x844");
        Assert.That(await phone.GetByTestId("question").CountAsync(), Is.Zero, "a newcomer is shown no question that is over");

        var next = await AskAsync(anchor, "And which of them dance?");
        foreach (var page in pages)
            await Expect(page.GetByTestId("question")).ToHaveAttributeAsync("data-question", next);
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/questions/{next}/close");
        await Expect(desk.GetByTestId("question")).ToHaveAttributeAsync("data-phase", "closed");
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/questions/{next}/reveal");
        await desk.GetByTestId("quiz-close").ClickAsync();
        await Expect(desk.GetByTestId("question")).ToHaveCountAsync(0);
    }

    private static async Task<string> AskAsync(HttpClient anchor, string text)
    {
        var asked = await anchor.PostAsync(
            $"/api/v1/rooms/{Stage}/questions",
            new { text, options = new[] { "Bees from the pear orchard", "Bees from the acacia wood", "Bumblebees" }, answer = 1, seconds = 120, winners = 1, productId = "tree-honey" });
        return asked.GetProperty("id").GetString()!;
    }
}
