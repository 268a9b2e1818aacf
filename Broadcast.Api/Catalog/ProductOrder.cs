using System.Linq.Expressions;
using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Catalog;

/// <summary>The order in which the products of a stage are shown.</summary>
/// <param name="Stage">Null for the goods of the whole festival.</param>
/// <param name="Skus">All products of the stage that are offered, each once.</param>
/// <param name="From">The order that the change was made from; left out, any is replaced.</param>
internal sealed record ProductOrder(string? Stage, IReadOnlyList<string?>? Skus, IReadOnlyList<string?>? From)
{
    /// <summary>More are refused before the database is asked.</summary>
    private const int Most = 5000;

    /// <summary>Puts the products in this order; or says, with those that are there, that they are not those of the stage any more.</summary>
    public static async Task<Results<Ok<List<ProductView>>, ProblemHttpResult>> PutAsync(ProductOrder body, FestivalDb database, StockBook stocks, AuditBook audit, CancellationToken cancellation)
    {
        StageId? stage = null;
        if (!string.IsNullOrEmpty(body.Stage))
        {
            if (!StageId.TryParse(body.Stage, null, out var named))
                return CatalogErrors.Stage.ToProblem();
            stage = named;
        }

        var wanted = body.Skus ?? [];
        if (wanted.Count is 0 or > Most || wanted.Any(sku => !ProductId.TryParse(sku, null, out _)) || wanted.Distinct(StringComparer.Ordinal).Count() != wanted.Count)
            return CatalogErrors.OrderOf("skus").ToProblem();
        if (body.From is { } order && (order.Count > Most || order.Any(sku => sku is null)))
            return CatalogErrors.OrderOf("from").ToProblem();

        await using var transaction = await database.BeginTurnAsync($"products:{stage}", cancellation);
        var products = new List<Product>();
        // One by one in the order of their SKUs, and before the facts, as everybody locks them.
        foreach (var sku in (await database.Products.Where(Shown(stage)).Select(product => product.Id).ToListAsync(cancellation)).OrderBy(sku => sku.Value, StringComparer.Ordinal))
            if (await stocks.LockAsync(sku, cancellation) is { RetiredAt: null } product && product.StageId == stage)
                products.Add(product);
        var places = wanted.Select((sku, i) => (Sku: sku!, Place: i)).ToDictionary(one => one.Sku, one => one.Place, StringComparer.Ordinal);
        if (places.Count != products.Count || !products.TrueForAll(product => places.ContainsKey(product.Id.Value)))
            return CatalogErrors.Rearranged.ToProblem(("products", Views(products)));
        if (body.From is { } from && !products.InOrder().Select(product => product.Id.Value).SequenceEqual(from, StringComparer.Ordinal))
            return CatalogErrors.Reordered.ToProblem(("products", Views(products)));

        var before = InOrder(products);
        foreach (var product in products)
            product.Order = places[product.Id.Value];
        await database.SaveChangesAsync(cancellation);
        await audit.NoteAsync(AuditThings.ProductOrder, stage?.Value ?? "festival", before, InOrder(products), cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(Views(products));
    }

    private static Expression<Func<Product, bool>> Shown(StageId? stage) => product => product.StageId == stage && product.RetiredAt == null;

    private static object InOrder(IEnumerable<Product> products) => new { Skus = products.InOrder().Select(product => product.Id.Value).ToList() };

    private static List<ProductView> Views(IEnumerable<Product> products) => [.. products.InOrder().Select(ProductView.Whole)];
}
