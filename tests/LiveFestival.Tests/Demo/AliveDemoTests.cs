using System.Diagnostics;
using LiveFestival.Tests.Pages.Viewer;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browsing;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Demo;

/// <summary>
/// The demo as somebody sees it who has just started it, on a desk and on phones, and in both languages. By its name the first of its folder: the
/// hand asks on every stage as soon as the host runs, and later in turn.
/// </summary>
public sealed class AliveDemoTests
{
    private const string Stage = "suning";
    private const string Other = "gushi";
    private static readonly (int Width, int Height)[] Screens = [(1366, 768), (390, 844), (360, 640)];
    private static readonly LocatorAssertionsToBeVisibleOptions InTurn = new() { Timeout = 150_000 };

    private static Uri Site => DemoFestival.Host.Http;

    private static string Log => DemoFestival.Host.Process.Output;

    [Test]
    public async Task Whoever_opens_a_page_sees_live_commerce_happen_and_takes_it_over_with_a_tap()
    {
        var since = Stopwatch.StartNew();
        var pages = await Task.WhenAll(Screens.Select(screen => Browser.OpenAsync(Site, $"/watch/{Stage}", screen.Width, screen.Height, touch: screen.Width < 900)));
        try
        {
            await SeesAQuestionAsync(pages);
            await SeesWhatCameOfItAsync(pages);
            await TestContext.Out.WriteLineAsync($"A pin, a question, likes, talk in both languages and a result after {since.Elapsed.TotalSeconds:0} s.");
        }
        finally
        {
            foreach (var page in pages)
                await page.Context.CloseAsync();
        }

        await TakesAStageAsync();
        await TakesAllAsync();
    }

    [Test]
    public async Task No_page_is_half_translated_and_every_page_of_viewers_says_what_is_simulated()
    {
        var foreign = new List<string>();
        foreach (var (name, path, ready) in ViewersPages().Concat(DesksPages()))
        {
            var page = await Browser.OpenAsync(Site, path, 1366, 768);
            await using var context = page.Context;
            await Expect(page.Locator(ready).First).ToBeVisibleAsync();
            await page.KeepPictureAsync($"demo-{name}-1366x768");
            foreign.AddRange((await PageWords.ForeignAsync(page, "en")).Select(word => $"{name}, English: {word}"));
            await page.GetByTestId("language").ClickAsync();
            await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
            foreign.AddRange((await PageWords.ForeignAsync(page, "zh")).Select(word => $"{name}, Chinese: {word}"));
            if (DesksPages().Any(desk => desk.Name == name))
                continue;

            await page.SetViewportSizeAsync(390, 844);
            await Expect(page.GetByTestId("simulated")).ToBeVisibleAsync();
            await page.KeepPictureAsync($"demo-{name}-zh-390x844");
            Assert.That(await page.FitsAsync(), name);
        }

        Assert.That(foreign, Is.Empty);
    }

    private static async Task SeesAQuestionAsync(IPage[] pages)
    {
        foreach (var page in pages)
        {
            await PlayerStats.PlayingAsync(page);
            await Expect(page.GetByTestId("simulated")).ToBeVisibleAsync();
            await Expect(page.GetByTestId("question")).ToBeVisibleAsync(InTurn);
            await Expect(page.GetByTestId("pin-card")).ToBeVisibleAsync();
            await page.KeepPictureAsync($"demo-question-{NameOf(page)}");
        }
    }

    private static async Task SeesWhatCameOfItAsync(IPage[] pages)
    {
        var desk = pages[0];
        await Expect(desk.GetByTestId("result")).ToBeVisibleAsync();
        var answers = await desk.EvaluateAsync<int>("() => [...document.querySelectorAll('[data-testid^=count-]')].reduce((sum, one) => sum + Number(one.dataset.count), 0)");
        Assert.That(answers, Is.Positive, "answers of the audience");
        await desk.WaitForFunctionAsync("() => Number(document.querySelector('[data-testid=likes]').dataset.count) > 0");
        await desk.WaitForFunctionAsync("""
            () => {
              const chinese = [...document.querySelectorAll('[data-testid=chat-line] .said')].map((line) => /\p{Script=Han}/u.test(line.textContent));
              return chinese.includes(true) && chinese.includes(false);
            }
            """);
        foreach (var page in pages)
            await page.KeepPictureAsync($"demo-watch-{NameOf(page)}");
    }

    private static async Task TakesAStageAsync()
    {
        Assert.That(Log, Does.Not.Contain("hand has left"));
        var anchor = await Browser.OpenAsync(Site, $"/anchor#token={DemoFestival.Host.Demo.AnchorToken}", 390, 844, touch: true);
        await using var context = anchor.Context;
        await ChooseAsync(anchor, Other);
        await anchor.Locator("[data-testid^=pin-][aria-pressed=false]").First.ClickAsync();
        await Eventually.TrueAsync(() => Log.Contains($"hand has left {Other}", StringComparison.Ordinal), "the hand has left the anchor's stage");
        await anchor.KeepPictureAsync("demo-taken-anchor-390x844");
        Assert.That(Log, Does.Not.Contain($"hand has left {Stage}"));
    }

    private static async Task TakesAllAsync()
    {
        var control = await Browser.OpenAsync(Site, $"/control#token={DemoFestival.Host.Demo.OperatorToken}", 1366, 768);
        await using var context = control.Context;
        await Expect(control.GetByTestId("simulated")).ToBeVisibleAsync();
        await Expect(control.Locator("[data-testid^=take-]")).ToHaveCountAsync(DemoFestival.Host.Demo.StreamKeys.Count);
        Assert.That(await control.EvaluateAsync<int>("() => [...document.querySelectorAll('[data-testid^=take-]')].filter((take) => take.getBoundingClientRect().bottom > innerHeight).length"), Is.Zero, "a take is below the window");
        // A take lasts until the next slot, and these are short: it is made as one begins.
        var before = await control.GetByTestId("on-air").InnerTextAsync();
        await control.WaitForFunctionAsync("(before) => document.querySelector('[data-testid=on-air]').innerText !== before", before);
        await control.Locator("[data-testid^=take-][aria-disabled=false]").First.ClickAsync();
        foreach (var stage in DemoFestival.Host.Demo.StreamKeys.Keys)
            await Eventually.TrueAsync(() => Log.Contains($"hand has left {stage}", StringComparison.Ordinal), $"the hand has left {stage}");
        await control.KeepPictureAsync("demo-taken-control-1366x768");
    }

    /// <summary>An anchor who is on another stage that is on air, or comes next, is asked first.</summary>
    private static async Task ChooseAsync(IPage anchor, string stage)
    {
        await anchor.GetByTestId($"stage-{stage}").ClickAsync();
        var confirm = anchor.GetByTestId("confirm-yes");
        await Expect(confirm.Or(anchor.Locator($".anchor[data-stage={stage}]")).First).ToBeVisibleAsync();
        if (await confirm.IsVisibleAsync())
            await confirm.ClickAsync();
        await Expect(anchor.Locator(".anchor")).ToHaveAttributeAsync("data-stage", stage);
    }

    private static string NameOf(IPage page) => $"{page.ViewportSize!.Width}x{page.ViewportSize.Height}";

    /// <summary>A name for the pictures, the path, and what is there when the page has loaded.</summary>
    private static IEnumerable<(string Name, string Path, string Ready)> ViewersPages() =>
    [
        ("home", "/", "[data-testid=products]"),
        ("watch", $"/watch/{Stage}", "[data-testid=channels]"),
        ("item", "/item/gushi-goose", "[data-testid=item]"),
        ("replays", "/replay/festival", "#content h1"),
    ];

    private static IEnumerable<(string Name, string Path, string Ready)> DesksPages() =>
    [
        ("anchor", $"/anchor#token={DemoFestival.Host.Demo.AnchorToken}", "[data-testid^=pin-]"),
        ("control", $"/control#token={DemoFestival.Host.Demo.OperatorToken}", "[data-testid=slot]"),
        ("setup", $"/setup#token={DemoFestival.Host.Demo.OperatorToken}", "[data-testid=step-festival]"),
    ];
}
