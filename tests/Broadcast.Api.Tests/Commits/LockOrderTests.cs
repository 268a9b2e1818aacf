using Broadcast.Api.Data;
using Broadcast.Api.Outbox;
using Broadcast.Api.Prizes;
using Broadcast.Api.Tests.Data;
using Broadcast.Api.Tests.Prizes;
using Broadcast.Api.Tests.Windows;
using Broadcast.Api.Windows;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Time;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Spine.Windows;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broadcast.Api.Tests.Commits;

/// <summary>Groups that ask for the same rows in different orders never deadlock. If they did, PostgreSQL would end one of them, and the test would fail.</summary>
internal sealed class LockOrderTests
{
    private const int Processes = 4;
    private const int Rounds = 25;
    private static readonly string[] Rows = ["a", "B", "b_1", "c", "d-2"];

    [Test]
    public async Task Groups_of_prizes_lock_products_in_one_order()
    {
        var (database, host) = await TestDatabase.StartedAsync(Engine.Postgres);
        await using var _ = database;
        using var rig = new PrizeRig(host, most: 500);
        foreach (var sku in Rows)
            await rig.MakeAsync(sku, 1_000);
        var book = new PrizeStock(new OutboxBook(TimeProvider.System), TimeProvider.System, NullLogger<PrizeStock>.Instance);

        await AtOnceAsync(host, (open, order, round) => book.WriteAsync(
            open,
            [.. order.Select(sku => new PromisePrize { Key = $"{round}-{sku}", Question = QuestionId.Parse($"gushi.{round}-{sku}"), Product = ProductId.Parse(sku), Units = 1 })],
            CancellationToken.None));

        foreach (var sku in Rows)
            Assert.That(await rig.LeftAsync(sku), Is.EqualTo(1_000 - (Processes * Rounds)));
    }

    [Test]
    public async Task Groups_of_entries_lock_windows_in_one_order()
    {
        var (database, host) = await TestDatabase.StartedAsync(Engine.Postgres);
        await using var _ = database;
        using var rig = new BookRig(host, TimeProvider.System);
        foreach (var row in Rows)
        {
            await rig.ScheduleAsync($"gushi.{row}", opensAt: null, lasts: 600_000);
            await rig.TakeAsync((kernel, open) => kernel.OpenAsync(open, $"gushi.{row}", BookRig.Anchor, CancellationToken.None));
        }

        var book = new EntryBook(new DisciplinedClock(TimeProvider.System), TimeProvider.System);
        await AtOnceAsync(host, (open, order, round) => book.WriteAsync(
            open,
            [.. order.Select(row => new EntryRequest($"gushi.{row}", BookKinds.Vote, ViewerId.Parse($"person:{round}"), Proof.Telephone, 0, rig.Now, Key: null, $"{round}"))],
            CancellationToken.None));

        foreach (var row in Rows)
            Assert.That((await rig.WindowAsync($"gushi.{row}")).CountList[0], Is.EqualTo(Processes * Rounds));
    }

    /// <summary>Several processes write groups at once, each with the rows in another order.</summary>
    private static Task AtOnceAsync(DataHost host, Func<FestivalDb, IReadOnlyList<string>, string, Task> write) => Task.WhenAll(Enumerable.Range(0, Processes).Select(async process =>
    {
        var random = new Random(process);
        for (var round = 0; round < Rounds; round++)
        {
            var order = Rows.ToArray();
            random.Shuffle(order);
            await using var database = host.Open();
            await using var transaction = await database.Database.BeginTransactionAsync();
            await write(database, order, $"{process}-{round}");
            await transaction.CommitAsync();
        }
    }));
}
