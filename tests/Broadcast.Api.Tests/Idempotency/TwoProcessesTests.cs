using Broadcast.Api.Tests.Data;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace Broadcast.Api.Tests.Idempotency;

/// <summary>Calls that come twice at once, to two processes on one database.</summary>
internal sealed class TwoProcessesTests
{
    [Test]
    public async Task Two_processes_have_one_effect_together()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var database = new TestDatabase(Engine.Postgres, await RunPostgres.DatabaseAsync());
        await using var one = await IdempotencyRig.StartAsync(database, time);
        await using var other = await IdempotencyRig.StartAsync(database, time);
        var running = one.PostAsync("/things?act=wait", "a");
        await one.Waits.Task;

        other.Go.SetResult();
        var second = other.PostAsync("/things?act=wait", "a");
        await Eventually.TrueAsync(
            async () => await database.ReadAsync("SELECT state FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") is [_],
            "the second call waits for the first");
        one.Go.SetResult();

        Assert.That((await second.OkAsync()).GetRawText(), Is.EqualTo((await running.OkAsync()).GetRawText()));
        Assert.That(await database.ReadAsync(IdempotencyRig.ProductsSql), Has.Count.EqualTo(1));
        Assert.That(other.Waits.Task.IsCompleted, Is.False, "what the second call asks for was never begun");
    }
}
