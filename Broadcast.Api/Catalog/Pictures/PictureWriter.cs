using System.Security.Cryptography;
using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Catalog.Pictures;

/// <summary>Adds, orders and removes the uploaded pictures of a product, each change with the product's revision, as every change of it.</summary>
internal sealed class PictureWriter(FestivalDb database, StockBook stocks, AuditBook audit, TimeProvider time)
{
    public async Task<Results<Created<ProductView>, Ok<ProductView>, ProblemHttpResult>> AddAsync(
        ProductId sku, byte[] content, PictureSizes sizes, string by, CancellationToken cancellation)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(content));
        await using var transaction = await database.BeginTurnAsync(ProductWriter.TurnOf(sku), cancellation);
        if (await stocks.LockAsync(sku, cancellation) is not { } product)
            return CatalogErrors.Unknown(sku).ToProblem();
        // The same file once more: it is there already.
        if (product.UploadIds.Contains(id, StringComparer.Ordinal))
            return TypedResults.Ok(ProductView.Whole(product));
        if (product.UploadIds.Count >= ProductDraft.MostPictures)
            return PictureErrors.Many.ToProblem();

        database.Add(new ProductPicture { Sku = sku, Id = id, Small = sizes.Small, Medium = sizes.Medium, Large = sizes.Large, At = time.GetUtcNow(), By = by });
        await ShowAsync(product, [.. product.UploadIds, id], cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Created(PictureLink.Of(id), ProductView.Whole(product));
    }

    /// <param name="sku">The product.</param>
    /// <param name="ids">The ids of all pictures that were uploaded for the product, each once, in their new order.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Results<Ok<ProductView>, ProblemHttpResult>> OrderAsync(ProductId sku, IReadOnlyList<string?> ids, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(ProductWriter.TurnOf(sku), cancellation);
        if (await stocks.LockAsync(sku, cancellation) is not { } product)
            return CatalogErrors.Unknown(sku).ToProblem();
        if (!ids.Order(StringComparer.Ordinal).SequenceEqual(product.UploadIds.Order(StringComparer.Ordinal), StringComparer.Ordinal))
            return PictureErrors.Order.ToProblem(("product", ProductView.Whole(product)));

        await ShowAsync(product, [.. ids.OfType<string>()], cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(ProductView.Whole(product));
    }

    public async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(ProductId sku, string id, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(ProductWriter.TurnOf(sku), cancellation);
        if (await stocks.LockAsync(sku, cancellation) is not { } product)
            return CatalogErrors.Unknown(sku).ToProblem();
        if (!product.UploadIds.Contains(id, StringComparer.Ordinal))
            return PictureErrors.Unknown.ToProblem();

        await database.ProductPictures.Where(picture => picture.Sku == sku && picture.Id == id).ExecuteDeleteAsync(cancellation);
        await ShowAsync(product, [.. product.UploadIds.Where(known => known != id)], cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }

    private async Task ShowAsync(Product product, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var uploads = ids.Count > 0 ? string.Join(' ', ids) : null;
        if (product.Uploads == uploads)
            return;

        var before = ProductView.Of(product);
        product.Uploads = uploads;
        await database.SaveChangesAsync(cancellation);
        await database.Products.Where(known => known.Id == product.Id)
            .ExecuteUpdateAsync(known => known.SetProperty(row => row.Revision, row => row.Revision + 1), cancellation);
        await database.Entry(product).ReloadAsync(cancellation);
        await audit.NoteAsync(AuditThings.Product, product.Id.Value, before, ProductView.Of(product), cancellation);
    }
}
