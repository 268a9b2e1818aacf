using TestKit.Hosts;

namespace LiveFestival.Tests.Demo;

/// <summary>The demo as <c>deploy/run.sh</c> starts it, with slots of 15 s and a smaller audience, for all tests of this folder.</summary>
[SetUpFixture]
public sealed class DemoFestival
{
    public static FestivalHost Host { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Host = await FestivalHost.StartAsync(
        "--Demo:SlotSeconds", "15", "--Demo:Audience", "4", "--Demo:Hand", "true", "--Demo:QuestionSeconds", "10");

    [OneTimeTearDown]
    public async Task StopAsync() => await Host.DisposeAsync();
}
