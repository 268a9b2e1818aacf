using System.Security.Claims;
using System.Security.Cryptography;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Catalog;

internal static class CatalogEndpoints
{
    private const int Page = 50;
    private const int LargestPage = 200;

    public static void MapCatalog(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/api/v1/products").WithTags("Catalogue");
        products.MapGet("/", ListAsync).WithName("ListProducts").WithSummary("The catalogue, or a stage's part of it.");
        products.MapGet("/{sku}", GetAsync).WithName("GetProduct").WithSummary("One product; with stock and revision for those who may write.");
        products.MapPut("/{sku}", PutAsync).WithName("PutProduct").RequireAuthorization(CatalogModule.WritePolicy).TakesIdempotencyKey()
            .WithSummary("Makes a product or replaces it, with its stock. Operators, and machine keys with the scope products.")
            .WithDescription("201 when it was made, 200 when it was there. `stock` sets the units that may still be allocated, `stockChange` adds to them; without either they stay. With `revision`, 409 `product.conflict` says, with the present `product`, that somebody else has changed it meanwhile. Every change of the stock is written down.");
        products.MapGet("/{sku}/movements", MovementsAsync).WithName("ListStockMovements").RequireAuthorization(CatalogModule.StockPolicy)
            .WithSummary("Every change of a product's stock, the newest first, page by page. Operators, auditors, and machine keys with the scope products.")
            .WithDescription("`before` is the `next` of the page before.");
        var operators = products.MapGroup("/").RequireAuthorization(Roles.Operator);
        operators.MapPost("/", CreateAsync).WithName("CreateProduct").WithSummary("Adds a product, without stock. Operators.").TakesIdempotencyKey();
        operators.MapDelete("/{sku}", RemoveAsync).WithName("RemoveProduct").WithSummary("Takes a product out of the catalogue; a pin in force stays. Operators.");
    }

    private static async Task<Ok<List<ProductView>>> ListAsync(FestivalDb database, StageId? stage, CancellationToken cancellation)
    {
        var products = database.Products.AsNoTracking();
        if (stage is { } only)
            products = products.Where(product => product.StageId == only);
        var ordered = (await products.ToListAsync(cancellation))
            .OrderBy(product => product.StageId?.Value, StringComparer.Ordinal).ThenBy(product => product.Id.Value, StringComparer.Ordinal);
        return TypedResults.Ok(ordered.Select(ProductView.Of).ToList());
    }

    private static async Task<Results<Ok<ProductView>, ProblemHttpResult>> GetAsync(ProductId sku, ClaimsPrincipal user, FestivalDb database, CancellationToken cancellation)
    {
        if (await database.Products.AsNoTracking().SingleOrDefaultAsync(product => product.Id == sku, cancellation) is not { } product)
            return CatalogErrors.Unknown(sku).ToProblem();
        return TypedResults.Ok(MachineScopes.Admit(user, MachineScopes.Products, Roles.Operator) ? ProductView.Whole(product) : ProductView.Of(product));
    }

    private static async Task<Results<Created<ProductView>, ProblemHttpResult>> CreateAsync(
        ProductDraft body, ClaimsPrincipal user, ProductWriter products, CancellationToken cancellation)
    {
        var text = string.IsNullOrEmpty(body.Id) ? $"p-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5))}" : body.Id;
        return ProductId.TryParse(text, null, out var sku)
            ? await products.CreateAsync(body, sku, CallerName.Of(user)!, cancellation)
            : CatalogErrors.Sku.ToProblem();
    }

    private static async Task<Results<Created<ProductView>, Ok<ProductView>, ProblemHttpResult>> PutAsync(
        string sku, ProductPut body, ClaimsPrincipal user, ProductWriter products, CancellationToken cancellation) =>
        ProductId.TryParse(sku, null, out var id)
            ? await products.PutAsync(body, id, CallerName.Of(user)!, cancellation)
            : CatalogErrors.Sku.ToProblem();

    private static async Task<Ok<StockMovementPage>> MovementsAsync(ProductId sku, long? before, int? limit, FestivalDb database, CancellationToken cancellation)
    {
        var size = Math.Clamp(limit ?? Page, 1, LargestPage);
        var movements = database.StockMovements.AsNoTracking().Where(movement => movement.Sku == sku);
        if (before is { } earlier)
            movements = movements.Where(movement => movement.Id < earlier);
        var page = await movements.OrderByDescending(movement => movement.Id).Take(size + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new StockMovementPage([.. page.Take(size).Select(StockMovementView.Of)], page.Count > size ? page[size - 1].Id : null));
    }

    private static Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        ProductId sku, ClaimsPrincipal user, ProductWriter products, CancellationToken cancellation) =>
        products.RemoveAsync(sku, CallerName.Of(user)!, cancellation);
}
