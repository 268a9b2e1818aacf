using Microsoft.Playwright;

namespace TestKit.Browsing;

/// <summary>Debian's Chromium, headless. Each page has its own browser context, so each is another viewer.</summary>
public sealed class Chromium : IAsyncDisposable
{
    /// <summary>Keep Chromium off the network, and let video play without a user gesture.</summary>
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--autoplay-policy=no-user-gesture-required", "--mute-audio",
    ];

    /// <summary>Milliseconds.</summary>
    private const float Patience = 60_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Chromium> StartAsync()
    {
        // Long, because a slow machine is no fault of the page. A page that really fails is only reported later.
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            Args = Flags,
        });
        return new Chromium(playwright, browser);
    }

    /// <summary>Opens a page in a new context; with touch on a device without a mouse, a phone or a television. Disposing that context closes the page.</summary>
    public async Task<IPage> OpenAsync(Uri site, string path, int width = 1280, int height = 800, bool touch = false)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.ToString(),
            // Proxies of tests have certificates that nobody signed.
            IgnoreHTTPSErrors = true,
            Locale = "en-GB",
            ViewportSize = new ViewportSize { Width = width, Height = height },
            HasTouch = touch,
            IsMobile = touch,
        });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
