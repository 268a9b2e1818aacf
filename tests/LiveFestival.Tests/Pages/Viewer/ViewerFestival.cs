using TestKit.Hosts;

namespace LiveFestival.Tests.Pages.Viewer;

/// <summary>A host without encoders, whose channels play the slate, for all tests of the viewers' pages. Each fixture has stages of its own.</summary>
[SetUpFixture]
public sealed class ViewerFestival
{
    public static FestivalHost Host { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Rooms:PictureDelay", "00:00:00");

    [OneTimeTearDown]
    public async Task StopAsync() => await Host.DisposeAsync();
}
