using TestKit.Redis;

// Each fixture runs whole hosts: more at once would only wait for each other.
[assembly: LevelOfParallelism(3)]
[assembly: Parallelizable(ParallelScope.Fixtures)]

namespace Broadcast.Api.Tests;

/// <summary>One Redis for the whole test run; every host uses its own key prefix.</summary>
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
