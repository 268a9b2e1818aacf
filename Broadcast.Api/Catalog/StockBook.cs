using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Catalog;

/// <summary>
/// Changes stocks, each change with its row among the movements. Every method needs an open transaction: its first write to a product makes
/// all others wait until the commit, in every database, so that what is read afterwards holds. A stock is not part of the facts, so changes
/// pass by the tracked entities.
/// </summary>
internal sealed class StockBook(FestivalDb database, TimeProvider time)
{
    /// <summary>Units of one product at most: more are taken for a mistake.</summary>
    public const long Most = 1_000_000_000;

    /// <summary>The product as it is now, which nobody else changes until the end of the transaction; null when there is none.</summary>
    public async Task<Product?> LockAsync(ProductId sku, CancellationToken cancellation)
    {
        if (await database.Products.Where(product => product.Id == sku)
                .ExecuteUpdateAsync(product => product.SetProperty(row => row.Revision, row => row.Revision), cancellation) == 0)
            return null;

        // One that is tracked from before would stay as it was.
        if (database.Products.Local.FindEntry(sku) is { } tracked)
            await tracked.ReloadAsync(cancellation);
        return await database.Products.SingleAsync(product => product.Id == sku, cancellation);
    }

    /// <summary>The movement, saved; null, and nothing is changed, when so many units are not there, or there is no such product.</summary>
    /// <param name="sku">The product.</param>
    /// <param name="change">Units, not 0; negative to take some.</param>
    /// <param name="by">Who called.</param>
    /// <param name="why">One of <see cref="StockReasons"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<StockMovement?> TryChangeAsync(ProductId sku, long change, string by, string why, CancellationToken cancellation)
    {
        // Not "stock + change": it must not overflow.
        var (least, most) = (-change, Most - change);
        var changed = await database.Products.Where(product => product.Id == sku && product.Stock >= least && product.Stock <= most)
            .ExecuteUpdateAsync(product => product
                .SetProperty(row => row.Stock, row => row.Stock + change).SetProperty(row => row.Counted, true).SetProperty(row => row.Revision, row => row.Revision + 1), cancellation);
        if (changed == 0)
            return null;

        var after = await database.Products.Where(product => product.Id == sku).Select(product => product.Stock).SingleAsync(cancellation);
        var movement = Note(sku, change, after, by, why);
        await database.SaveChangesAsync(cancellation);
        return movement;
    }

    /// <summary>Sets the stock of a locked product to what its noted movements add up to.</summary>
    public Task<int> MoveToAsync(ProductId sku, long stock, CancellationToken cancellation) =>
        database.Products.Where(product => product.Id == sku).ExecuteUpdateAsync(
            product => product.SetProperty(row => row.Stock, stock).SetProperty(row => row.Revision, row => row.Revision + 1), cancellation);

    /// <summary>Adds a movement, which is saved together with what it belongs to.</summary>
    public StockMovement Note(ProductId sku, long change, long after, string by, string why) => database.Add(Movement(sku, change, after, by, why)).Entity;

    /// <summary>A movement that is not saved yet.</summary>
    public StockMovement Movement(ProductId sku, long change, long after, string by, string why) =>
        new() { At = time.GetUtcNow(), Sku = sku, Change = change, After = after, By = by, Why = why };
}
