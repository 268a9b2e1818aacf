using TestKit.Redis;

namespace Broadcast.Api.Tests;

/// <summary>One Redis for the whole test run; every host uses its own key prefix.</summary>
[SetUpFixture]
public sealed class RunRedis
{
    public static RedisServer Server { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Server = await RedisServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await Server.DisposeAsync();
}
