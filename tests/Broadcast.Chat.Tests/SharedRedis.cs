using TestKit.Redis;

namespace Broadcast.Chat.Tests;

/// <summary>One redis-server for all tests that do not break it; each takes a prefix of its own.</summary>
[SetUpFixture]
public sealed class SharedRedis
{
    public static RedisServer Server { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Server = await RedisServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await Server.DisposeAsync();
}
