using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Api.Outbox;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Catalog;

/// <summary>
/// Makes, changes, retires and restores products. A product is locked before it is read, so that who reads a revision and who changes it are
/// in order, also in a database with several writers. Shops are told of each movement of a stock, in that order.
/// </summary>
internal sealed class ProductWriter(FestivalDb database, StockBook stocks, OutboxBook outbox, AuditBook audit)
{
    /// <summary>How often a product may appear and vanish again before a call gives up.</summary>
    private const int Rounds = 3;

    public async Task<Results<Created<ProductView>, ProblemHttpResult>> CreateAsync(ProductDraft body, ProductId sku, string by, CancellationToken cancellation)
    {
        var read = body.Read(sku);
        if (read.Failed)
            return read.Error.ToProblem();

        await using var transaction = await database.BeginTurnAsync(TurnOf(sku), cancellation);
        if (await UnknownStageAsync(read.Value, cancellation) is { } unknown)
            return unknown.ToProblem();
        if (!await TryMakeAsync(read.Value, by, cancellation))
            return CatalogErrors.Exists(sku).ToProblem();

        await transaction.CommitAsync(cancellation);
        return Made(read.Value);
    }

    public async Task<Results<Created<ProductView>, Ok<ProductView>, ProblemHttpResult>> PutAsync(ProductPut body, ProductId sku, string by, CancellationToken cancellation)
    {
        var read = body.Read(sku);
        if (read.Failed)
            return read.Error.ToProblem();

        await using var transaction = await database.BeginTurnAsync(TurnOf(sku), cancellation);
        if (await UnknownStageAsync(read.Value, cancellation) is { } unknown)
            return unknown.ToProblem();

        for (var round = 0; round < Rounds; round++)
        {
            if (await stocks.LockAsync(sku, cancellation) is { } known)
            {
                var changed = await ChangeAsync(known, read.Value, body, by, cancellation);
                if (changed.Result is Ok<ProductView>)
                    await transaction.CommitAsync(cancellation);
                return changed;
            }

            if (body.Revision is > 0)
                return CatalogErrors.Gone(sku).ToProblem();
            if (body.StockChange is < 0)
                return CatalogErrors.TooFew(0).ToProblem(("stock", 0));
            var product = read.Value.With(body.Stock ?? body.StockChange ?? 0, body.NamesStock);
            if (await TryMakeAsync(product, by, cancellation))
            {
                await transaction.CommitAsync(cancellation);
                return Made(product);
            }
        }

        return CatalogErrors.Moved.ToProblem();
    }

    /// <summary>Offers the product no more; its units leave the stock. Answers the same when it was retired before.</summary>
    public async Task<Results<NoContent, ProblemHttpResult>> RetireAsync(ProductId sku, string by, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(TurnOf(sku), cancellation);
        if (await stocks.LockAsync(sku, cancellation) is not { } product)
            return CatalogErrors.Unknown(sku).ToProblem();
        if (product.RetiredAt is not null)
            return TypedResults.NoContent();

        var before = ProductView.Of(product);
        var movement = stocks.Movement(sku, -product.Stock, after: 0, by, StockReasons.Removed);
        product.RetiredAt = movement.At;
        if (product.Stock > 0)
            await TellAsync(database.Add(movement).Entity, cancellation);
        await database.SaveChangesAsync(cancellation);
        await stocks.MoveToAsync(sku, 0, cancellation);
        await audit.NoteAsync(AuditThings.Product, sku.Value, before, ProductView.Of(product), cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }

    /// <summary>Offers a retired product again, with the units that left the stock with it, last in its stage.</summary>
    public async Task<Results<Ok<ProductView>, ProblemHttpResult>> RestoreAsync(ProductId sku, string by, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(TurnOf(sku), cancellation);
        if (await stocks.LockAsync(sku, cancellation) is not { } product)
            return CatalogErrors.Unknown(sku).ToProblem();

        if (product.RetiredAt is { } since)
        {
            var taken = await database.StockMovements.Where(movement => movement.Sku == sku && movement.At == since && movement.Why == StockReasons.Removed)
                .Select(movement => -movement.Change).SumAsync(cancellation);
            var before = ProductView.Of(product);
            product.RetiredAt = null;
            product.Order = await LastAsync(product.StageId, cancellation);
            if (taken > 0)
                await TellAsync(stocks.Note(sku, taken, product.Stock + taken, by, StockReasons.Restored), cancellation);
            await database.SaveChangesAsync(cancellation);
            await stocks.MoveToAsync(sku, product.Stock + taken, cancellation);
            await database.Entry(product).ReloadAsync(cancellation);
            await audit.NoteAsync(AuditThings.Product, sku.Value, before, ProductView.Of(product), cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return TypedResults.Ok(ProductView.Whole(product));
    }

    /// <summary>Name of the turn in which a product is made, changed or retired: so its row and the facts' are locked in one order.</summary>
    internal static string TurnOf(ProductId sku) => $"product:{sku}";

    private static Created<ProductView> Made(Product product) => TypedResults.Created($"/api/v1/products/{product.Id}", ProductView.Whole(product));

    /// <summary>Changes a locked product; one that was retired is offered again. A refusal must not be committed.</summary>
    public async Task<Results<Created<ProductView>, Ok<ProductView>, ProblemHttpResult>> ChangeAsync(
        Product known, Product next, ProductPut body, string by, CancellationToken cancellation)
    {
        if (body.Revision is { } revision && revision != known.Revision)
            return CatalogErrors.Conflict(known.Revision).ToProblem(("product", ProductView.Whole(known)));

        var change = body.StockChange ?? (body.Stock - known.Stock) ?? 0;
        if (change != 0)
        {
            if (await stocks.TryChangeAsync(known.Id, change, by, body.Stock is null ? StockReasons.Changed : StockReasons.Set, cancellation) is not { } movement)
                return (change < 0 ? CatalogErrors.TooFew(known.Stock) : CatalogErrors.TooMany(known.Stock)).ToProblem(("stock", known.Stock));

            await TellAsync(movement, cancellation);
            await database.SaveChangesAsync(cancellation);
        }

        var before = ProductView.Of(known);
        if (known.RetiredAt is not null || known.StageId != next.StageId)
            known.Order = await LastAsync(next.StageId, cancellation);
        known.RetiredAt = null;
        known.Take(next);
        if (change == 0 && body.NamesStock)
            known.Counted = true;
        if (database.Entry(known).State == EntityState.Modified)
        {
            await database.SaveChangesAsync(cancellation);
            await database.Products.Where(product => product.Id == known.Id)
                .ExecuteUpdateAsync(product => product.SetProperty(row => row.Revision, row => row.Revision + 1), cancellation);
        }

        await audit.NoteAsync(AuditThings.Product, known.Id.Value, before, ProductView.Of(known), cancellation);
        await database.Entry(known).ReloadAsync(cancellation);
        return TypedResults.Ok(ProductView.Whole(known));
    }

    /// <summary>False when there is one already, also one that was made at the same moment. The transaction can go on.</summary>
    public async Task<bool> TryMakeAsync(Product product, string by, CancellationToken cancellation)
    {
        if (await database.Products.AnyAsync(known => known.Id == product.Id, cancellation))
            return false;

        product.Order = await LastAsync(product.StageId, cancellation);
        database.Add(product);
        if (product.Stock > 0)
            await TellAsync(stocks.Note(product.Id, product.Stock, product.Stock, by, StockReasons.Made), cancellation);
        if (await database.SaveUnlessTakenAsync<Product>(cancellation))
        {
            await audit.NoteAsync(AuditThings.Product, product.Id.Value, before: null, ProductView.Of(product), cancellation);
            return true;
        }

        database.ChangeTracker.Clear();
        return false;
    }

    /// <summary>The place behind all products of the stage, also the retired ones. Two that are made at once share it, and are ordered by their SKUs.</summary>
    private async Task<int> LastAsync(StageId? stage, CancellationToken cancellation) =>
        (await database.Products.Where(product => product.StageId == stage).MaxAsync(product => (int?)product.Order, cancellation) ?? -1) + 1;

    private async Task TellAsync(StockMovement movement, CancellationToken cancellation) =>
        await outbox.AddAsync(database, await StockTold.OfAsync(database, movement, cancellation), cancellation);

    /// <summary>A stage that is retired takes no products; those that it has may be changed.</summary>
    private async Task<Error?> UnknownStageAsync(Product product, CancellationToken cancellation) =>
        product.StageId is not { } stage
        || await database.OfferedStages.AnyAsync(known => known.Id == stage, cancellation)
        || await database.Products.AnyAsync(known => known.Id == product.Id && known.StageId == stage, cancellation)
            ? null
            : UnknownErrors.Stage.With($"There is no stage '{stage}'.");
}
