using Broadcast.Api.Catalog;
using Broadcast.Api.Data;
using Broadcast.Api.Outbox;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Demo.Hand;

/// <summary>Keeps the hand's prizes in stock, with movements like anybody else's: the demo may run for weeks.</summary>
internal sealed class DemoShelf(FestivalDb database, StockBook stocks, OutboxBook outbox)
{
    private const long Least = 20;
    private const long Added = 200;

    /// <summary>Adds to a stock that is nearly empty. One that nobody counts stays so.</summary>
    public async Task FillAsync(ProductId sku, CancellationToken cancellation)
    {
        if (!await database.Products.AnyAsync(product => product.Id == sku && product.Counted && product.Stock < Least, cancellation))
            return;

        await using var transaction = await database.BeginTurnAsync($"product:{sku}", cancellation);
        if (await stocks.LockAsync(sku, cancellation) is not { Counted: true, Stock: < Least })
            return;
        if (await stocks.TryChangeAsync(sku, Added, Actor.Rule(Rules.Demo).Id.Value, StockReasons.Changed, cancellation) is { } movement)
            await outbox.AddAsync(database, StockTold.Of(movement), cancellation);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
