using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TestKit;

namespace Broadcast.Api.Tests.Data;

/// <summary>Every writer to SQLite gets its turn, however busy the others are.</summary>
internal sealed class WriterTurnTests
{
    [Test]
    public async Task Among_writers_that_never_pause_a_newcomer_has_its_turn_before_any_of_them_writes_a_second_time()
    {
        var (database, host) = await TestDatabase.StartedAsync(Engine.Sqlite);
        await using var _ = database;
        const int writers = 4;
        using var stop = new CancellationTokenSource();
        var (written, gate) = (0, new SemaphoreSlim(0));
        var busy = Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await WriteAsync(host, () => Interlocked.Increment(ref written));
                gate.Release();
            }
        })).ToList();
        for (var i = 0; i < 4 * writers; i++)
            await gate.WaitAsync();

        var passed = new List<int>();
        for (var i = 0; i < 20; i++)
        {
            await using var newcomer = host.Open();
            await newcomer.Database.OpenConnectionAsync();
            var asked = newcomer.Database.BeginTransactionAsync();
            var before = Volatile.Read(ref written);
            await using var transaction = await asked;
            // Nobody else writes now.
            passed.Add(Volatile.Read(ref written) - before);
        }

        // A statement that is a transaction by itself waits in the same queue.
        await using (var alone = host.Open())
        {
            for (var i = 0; i < 20; i++)
                await alone.Database.ExecuteSqlRawAsync("UPDATE \"Facts\" SET \"Revision\" = \"Revision\"");
        }

        await stop.CancelAsync();
        await Task.WhenAll(busy);
        Assert.That(passed, Has.All.LessThanOrEqualTo(writers));
    }

    [Test]
    public async Task A_transaction_that_is_left_without_an_end_or_taken_back_leaves_its_turn()
    {
        var (database, host) = await TestDatabase.StartedAsync(Engine.Sqlite);
        await using var _ = database;
        await using (var left = host.Open())
        {
            // The first transaction is disposed without an end. The second one is left open, and ends with its connection.
            await (await left.Database.BeginTransactionAsync()).DisposeAsync();
            await left.Database.BeginTransactionAsync();
        }

        await using (var back = host.Open())
        {
            await using var transaction = await back.Database.BeginTransactionAsync();
            await transaction.RollbackAsync();
        }

        await using (var broken = host.Open())
        {
            await using var transaction = await broken.Database.BeginTransactionAsync();
            await Assert.ThatAsync(() => broken.Database.ExecuteSqlRawAsync("INSERT INTO nothing VALUES (1)"), Throws.InstanceOf<SqliteException>());
        }

        await WriteAsync(host, () => 0).WaitAsync(Eventually.Patience);
    }

    private static async Task WriteAsync(DataHost host, Func<int> count)
    {
        await using var database = host.Open();
        await using var transaction = await database.Database.BeginTransactionAsync();
        await database.Database.ExecuteSqlRawAsync("UPDATE \"Facts\" SET \"Revision\" = \"Revision\"");
        count();
        await transaction.CommitAsync();
    }
}
