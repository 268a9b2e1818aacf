using Broadcast.Api.Audit;
using Broadcast.Api.Catalog;
using Broadcast.Api.Outbox;
using Broadcast.Api.Tests.Data;
using Broadcast.Chat.Contracts.Ids;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Tests.Catalog;

/// <summary>Whatever is done to a stock, and however much at once: the movements sum to it, and it is never below zero.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class StockTests(Engine engine)
{
    private const int AtOnce = 3;
    private static int _made;
    private TestDatabase _database = null!;
    private DataHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => (_database, _host) = await TestDatabase.StartedAsync(engine);

    [OneTimeTearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [Test]
    public Task The_movements_sum_to_the_stock_which_is_never_negative() => Step.Array[12].SampleAsync(
        async steps =>
        {
            var sku = ProductId.Parse($"Sku_{Interlocked.Increment(ref _made)}");
            await Parallel.ForEachAsync(steps, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (step, _) => await TakeAsync(sku, step));

            await using var database = _host.Open();
            var stock = await database.Products.Where(product => product.Id == sku).Select(product => product.Stock).SingleOrDefaultAsync();
            var movements = await database.StockMovements.Where(movement => movement.Sku == sku).OrderBy(movement => movement.Id).ToListAsync();
            var sum = 0L;
            foreach (var movement in movements)
            {
                sum += movement.Change;
                if (movement.Change == 0 || movement.After != sum || sum < 0)
                    return false;
            }

            return sum == stock;
        },
        iter: 8,
        threads: 1,
        print: steps => string.Join(", ", steps.AsEnumerable()));

    /// <summary>Sets (null change), changes, or retires (neither).</summary>
    private static Gen<(long? Set, long? Change)> Step { get; } = Gen.Frequency(
        (3, Gen.Int[0, 9].Select(set => ((long?)set, (long?)null))),
        (6, Gen.Int[-6, 6].Select(change => ((long?)null, (long?)change))),
        (1, Gen.Const<(long?, long?)>((null, null))));

    private async Task TakeAsync(ProductId sku, (long? Set, long? Change) step)
    {
        await using var database = _host.Open();
        var audit = new AuditBook(database, new AuditAuthor(new HttpContextAccessor()), TimeProvider.System);
        var products = new ProductWriter(database, new StockBook(database, TimeProvider.System), new OutboxBook(TimeProvider.System), audit);
        if (step is (null, null))
            await products.RetireAsync(sku, "staff:test", CancellationToken.None);
        else
            await products.PutAsync(
                new ProductPut("米", null, 1, null, step.Set, step.Change, null, null, null, null, null, null, null), sku, "staff:test", CancellationToken.None);
    }
}
