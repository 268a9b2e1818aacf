using System.Diagnostics;
using Microsoft.Playwright;

namespace LiveFestival.Tests.Pages.Setup;

/// <summary>
/// A person who sets a festival up: counts taps and fields, and keeps a picture of each page as output of the test. Each picture is also
/// checked: nothing is wider than the window, and no text runs out of its link or button.
/// </summary>
internal sealed class SetupWalk
{
    private const string Overflowing =
        "() => [...document.querySelectorAll('a, button')].filter(one => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1"
        + " && getComputedStyle(one).overflowX === 'visible').map(one => one.textContent.trim())";

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly string _folder;
    private int _pictures;
    private int _taps;
    private int _fields;

    /// <param name="screen">Which screen the walk is made on; its pictures are kept under that name.</param>
    public SetupWalk(string screen)
    {
        _folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, "setup-pictures", screen);
        // Pictures of an earlier run are none of this film.
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
    }

    public async Task TapAsync(ILocator target)
    {
        _taps++;
        await target.ClickAsync();
    }

    public async Task FillAsync(ILocator target, string text)
    {
        _fields++;
        await target.FillAsync(text);
    }

    public async Task PictureAsync(IPage page, string name)
    {
        var file = Path.Combine(_folder, $"{++_pictures:00}-{name}-{page.ViewportSize!.Width}.png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });
        TestContext.AddTestAttachment(file);
        var wider = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.That(wider, Is.LessThanOrEqualTo(0), $"{name} at {page.ViewportSize.Width} is wider than the window");
        Assert.That(await page.EvaluateAsync<string[]>(Overflowing), Is.Empty, $"{name} at {page.ViewportSize.Width} has texts that run out of their controls");
    }

    /// <summary>Keeps how long it took, and how much was done, as output of the test.</summary>
    public async Task CountAsync()
    {
        var file = Path.Combine(_folder, "count.txt");
        await File.WriteAllTextAsync(file, $"{_taps} taps, {_fields} fields, {_clock.Elapsed.TotalMinutes:0.0} minutes of the machine\n");
        TestContext.AddTestAttachment(file);
        await TestContext.Out.WriteLineAsync(await File.ReadAllTextAsync(file));
    }
}
