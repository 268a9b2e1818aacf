using System.Security.Claims;
using System.Security.Cryptography;
using Broadcast.Api.Catalog.Csv;
using Broadcast.Api.Catalog.Pictures;
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

    private static string NewSku() => $"p-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5))}";

    public static void MapCatalog(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/api/v1/products").WithTags("Catalogue");
        products.MapGet("/", ListAsync).WithName("ListProducts").WithSummary("The catalogue, or a stage's part of it, in the order in which it is shown.")
            .WithDescription("For those who may write, `whole=true` adds stock, revision and uploads, and the products of retired stages, and `retired=true` lists the products that were retired, likewise.");
        products.MapGet("/{sku}", GetAsync).WithName("GetProduct").WithSummary("One product; with stock and revision for those who may write.");
        products.MapPut("/{sku}", PutAsync).WithName("PutProduct").RequireAuthorization(CatalogModule.WritePolicy).TakesIdempotencyKey()
            .WithSummary("Makes a product or replaces it, with its stock. Operators, and machine keys with the scope products.")
            .WithDescription("201 when it was made, 200 when it was there. One that was retired is offered again. `stock` sets the units that may still be allocated, `stockChange` adds to them; without either they stay. With `revision`, 409 `product.conflict` says, with the present `product`, that somebody else has changed it meanwhile. Every change of the stock is written down.");
        products.MapGet("/{sku}/movements", MovementsAsync).WithName("ListStockMovements").RequireAuthorization(CatalogModule.StockPolicy)
            .WithSummary("Every change of a product's stock, the newest first, page by page. Operators, auditors, and machine keys with the scope products.")
            .WithDescription("`before` is the `next` of the page before.");
        products.MapPut("/order", ProductOrder.PutAsync).WithName("OrderProducts").RequireAuthorization(CatalogModule.WritePolicy)
            .WithSummary("Puts the products of a stage in another order. Operators, and machine keys with the scope products.")
            .WithDescription("`skus` names all products of the stage that are offered, each once; `stage` is left out for the goods of the whole festival. 409 `product.conflict` says, with the present `products`, that these are others now, or in another order than `from`, the one that the change was made from, where it is sent. A product whose SKU is `order` cannot be put.");
        var operators = products.MapGroup("/").RequireAuthorization(Roles.Operator);
        operators.MapPost("/", CreateAsync).WithName("CreateProduct").WithSummary("Adds a product, without stock. Operators.").TakesIdempotencyKey();
        operators.MapDelete("/{sku}", RetireAsync).WithName("RetireProduct").WithSummary("Retires a product: it is not listed, pinned or given away any more; a pin in force stays. Operators.")
            .WithDescription("It stays readable at its own path, with `retiredAt`, and in results and claims. Its stock goes to 0, and comes back when it is restored.");
        operators.MapPost("/{sku}/restore", RestoreAsync).WithName("RestoreProduct").WithSummary("Offers a retired product again, last in its stage. Operators.");
        routes.MapProductCsv();
        routes.MapPictures();
    }

    private static async Task<Results<Ok<List<ProductView>>, ProblemHttpResult>> ListAsync(
        FestivalDb database, ClaimsPrincipal user, StageId? stage, bool? retired, bool? whole, CancellationToken cancellation)
    {
        var (isRetired, isWhole) = (retired == true, whole == true || retired == true);
        if (isWhole && !MachineScopes.Admit(user, MachineScopes.Products, Roles.Operator))
            return AccessErrors.Of(user).ToProblem();

        // Those who may write see the goods of a retired stage too, which come back with it.
        var products = (isWhole ? database.Products.Where(product => product.RetiredAt != null == isRetired) : database.OfferedProducts).AsNoTracking();
        if (stage is { } only)
            products = products.Where(product => product.StageId == only);
        return TypedResults.Ok((await products.ToListAsync(cancellation)).InOrder().Select(product => isWhole ? ProductView.Whole(product) : ProductView.Of(product)).ToList());
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
        var text = string.IsNullOrEmpty(body.Id) ? NewSku() : body.Id;
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

    private static Task<Results<NoContent, ProblemHttpResult>> RetireAsync(
        ProductId sku, ClaimsPrincipal user, ProductWriter products, CancellationToken cancellation) =>
        products.RetireAsync(sku, CallerName.Of(user)!, cancellation);

    private static Task<Results<Ok<ProductView>, ProblemHttpResult>> RestoreAsync(
        ProductId sku, ClaimsPrincipal user, ProductWriter products, CancellationToken cancellation) =>
        products.RestoreAsync(sku, CallerName.Of(user)!, cancellation);
}
