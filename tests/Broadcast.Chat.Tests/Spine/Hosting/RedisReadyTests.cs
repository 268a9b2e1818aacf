using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Spine.Hosting;

internal sealed class RedisReadyTests
{
    [Test]
    public async Task It_is_ready_while_Redis_answers_and_not_while_it_hangs()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var link = new RedisLink(
            new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Redis", redis.ConnectionString)]).Build(), TimeProvider.System);
        var check = new RedisReady(link, TimeProvider.System);
        var before = await check.CheckHealthAsync(new HealthCheckContext());

        redis.Freeze();
        var hanging = await check.CheckHealthAsync(new HealthCheckContext());
        redis.Thaw();

        Assert.That(before.Status, Is.EqualTo(HealthStatus.Healthy));
        Assert.That((hanging.Status, hanging.Description), Is.EqualTo((HealthStatus.Unhealthy, "Redis does not answer.")));
    }
}
