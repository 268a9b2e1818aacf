using Microsoft.Playwright;

namespace LiveFestival.Tests.Pages.Access;

/// <summary>
/// Looks at a page in one state after another, and collects what keeps people from using it: at the sizes of a phone and of a desk and in both
/// languages what axe finds and which controls are small; enlarged to twice its size what is wider than the window; what moves although
/// less motion is asked for; and what the keyboard does not reach.
/// </summary>
internal sealed class Tour(IPage page)
{
    /// <summary>English is the longer of the two: what fits on a desk in it fits in Chinese.</summary>
    private static readonly (string Language, int Width, int Height)[] Views = [("en", 1366, 768), ("en", 360, 640), ("zh", 360, 640)];

    private readonly List<(string Fault, string View)> _faults = [];

    public IPage Page => page;

    /// <summary>Looks at the page as it is now. Leaves it in English and at its first size.</summary>
    /// <param name="state">What is to be seen, for the list of faults.</param>
    /// <param name="walk">Whether to walk through it with the Tab key; not where that changes the state.</param>
    public async Task LookAsync(string state, bool walk = true)
    {
        foreach (var (language, width, height) in Views)
        {
            await SpeakAsync(language);
            await page.SetViewportSizeAsync(width, height);
            await page.SettledAsync();
            var view = $"{state}, {language}, {width}x{height}";
            Note(view, [.. await Measures.SmallAsync(page), .. await Measures.WideAsync(page)]);
            // Each size and each language once: axe takes most of the time.
            if ((language == "en") == (width > 360))
                Note(view, await Axe.FindingsAsync(page));
        }

        await EnlargedAsync(state);
        await SpeakAsync("en");
        await page.SetViewportSizeAsync(1366, 768);
        await page.SettledAsync();
        Note($"{state}, with less motion", await Measures.RestlessAsync(page));
        if (walk)
            Note($"{state}, by keyboard", await TabWalk.FaultsAsync(page));
    }

    /// <summary>Looks at a page of somebody else's making, in its one language: at what axe finds, and that it fits.</summary>
    public async Task GlanceAsync(string state)
    {
        foreach (var (width, height) in Views.Select(view => (view.Width, view.Height)).Distinct())
        {
            await page.SetViewportSizeAsync(width, height);
            await page.SettledAsync();
            Note($"{state}, {width}x{height}", await Measures.WideAsync(page));
            // Once: the page is very long, and its narrow form shows no more.
            if (width > 360)
                Note($"{state}, {width}x{height}", await Axe.FindingsAsync(page));
        }
    }

    /// <summary>Taps what is shown only on narrow pages.</summary>
    public Task TapAsync(string testId) => page.GetByTestId(testId).DispatchEventAsync("click");

    /// <summary>Fails with each fault, and the views that have it.</summary>
    public void AssertNothingFound()
    {
        var list = _faults.GroupBy(found => found.Fault, found => found.View, StringComparer.Ordinal).Select(fault => $"{fault.Key} ({string.Join("; ", fault.Distinct(StringComparer.Ordinal))})").ToList();
        if (list.Count > 0)
            Assert.Fail(string.Join('\n', list));
    }

    private void Note(string view, IEnumerable<string> faults) => _faults.AddRange(faults.Select(fault => (fault, view)));

    /// <summary>A window of 1366 by 768 that is enlarged to 200 %.</summary>
    private async Task EnlargedAsync(string state)
    {
        await page.SetViewportSizeAsync(683, 384);
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Emulation.setDeviceMetricsOverride", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["width"] = 683,
            ["height"] = 384,
            ["deviceScaleFactor"] = 2,
            ["mobile"] = false,
        });
        await page.SettledAsync();
        Note($"{state}, at 200 %", await Measures.WideAsync(page));
        await session.SendAsync("Emulation.clearDeviceMetricsOverride");
        await session.DetachAsync();
    }

    /// <summary>Switches the language in place, also below a dialog; a page without a switch is loaded again.</summary>
    private async Task SpeakAsync(string language)
    {
        if ((await page.EvaluateAsync<string>("() => document.documentElement.lang")).StartsWith(language, StringComparison.Ordinal))
            return;
        var has = await page.EvaluateAsync<bool>("() => { const one = document.querySelector('[data-testid=language]'); one?.click(); return one !== null; }");
        if (!has)
        {
            await page.EvaluateAsync("language => localStorage.setItem('livefestival.language', language)", language);
            await page.ReloadAsync();
        }

        await page.WaitForFunctionAsync("language => document.documentElement.lang.startsWith(language)", language);
    }
}
