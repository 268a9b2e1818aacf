using TestKit.Redis;

// Each test runs whole hosts: more tests at once would only wait for each other.
[assembly: LevelOfParallelism(3)]

namespace Broadcast.Chat.Tests;

/// <summary>One redis-server for all tests that do not break it; each test has its own key prefix.</summary>
[SetUpFixture]
public sealed class RunRedis
{
    public static RedisServer Server { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        // Each host's Redis client blocks a thread while it connects for the first time.
        ThreadPool.SetMinThreads(32, 32);
        Server = await RedisServer.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await Server.DisposeAsync();
}
