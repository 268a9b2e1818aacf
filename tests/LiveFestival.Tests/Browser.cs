using Microsoft.Playwright;
using TestKit.Browsing;

namespace LiveFestival.Tests;

/// <summary>One Chromium for the whole run.</summary>
[SetUpFixture]
public sealed class Browser
{
    private static Chromium? _chromium;

    [OneTimeSetUp]
    public async Task StartAsync() => _chromium = await Chromium.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
    }

    /// <inheritdoc cref="Chromium.OpenAsync"/>
    public static Task<IPage> OpenAsync(Uri site, string path, int width = 1280, int height = 800, bool touch = false) =>
        _chromium!.OpenAsync(site, path, width, height, touch);
}
