using Microsoft.Playwright;
using TestKit.Hosts;

namespace LiveFestival.Tests.Pages.Access;

/// <summary>A host without encoders for all tests of whether everybody can use the pages. Each fixture has stages of its own.</summary>
[SetUpFixture]
public sealed class AccessFestival
{
    private static readonly SemaphoreSlim Takes = new(1);

    public static FestivalHost Host { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        Host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Demo:SlotSeconds", "280", "--Rooms:PictureDelay", "00:00:00");

    [OneTimeTearDown]
    public async Task StopAsync() => await Host.DisposeAsync();

    /// <summary>One test at a time decides what is on air.</summary>
    public static async Task<IDisposable> OnAirAsync()
    {
        await Takes.WaitAsync();
        return new Turn();
    }

    /// <summary>Opens a page in a browser of its own, with a token of staff if one is given.</summary>
    public static Task<IPage> OpenAsync(string path, string? token = null, int width = 1366, int height = 768) =>
        Browser.OpenAsync(Host.Http, token is null ? path : $"{path}#token={token}", width, height);

    private sealed class Turn : IDisposable
    {
        public void Dispose() => Takes.Release();
    }
}
