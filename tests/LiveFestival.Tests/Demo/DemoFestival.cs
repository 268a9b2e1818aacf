using TestKit.Hosts;

namespace LiveFestival.Tests.Demo;

/// <summary>The demo as <c>deploy/run.sh</c> starts it, with slots of 15 s, for all tests of this folder.</summary>
[SetUpFixture]
public sealed class DemoFestival
{
    public static FestivalHost Host { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Host = await FestivalHost.StartAsync("--Demo:SlotSeconds", "15");

    [OneTimeTearDown]
    public async Task StopAsync() => await Host.DisposeAsync();
}
