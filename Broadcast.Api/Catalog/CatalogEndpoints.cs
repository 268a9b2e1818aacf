using System.Security.Cryptography;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Catalog;

internal static class CatalogEndpoints
{
    public static void MapCatalog(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/api/v1/products").WithTags("Catalogue");
        products.MapGet("/", ListAsync).WithName("ListProducts").WithSummary("The catalogue, or a stage's part of it.");
        products.MapGet("/{id}", GetAsync).WithName("GetProduct").WithSummary("One product.");
        var operators = products.MapGroup("/").RequireAuthorization(Roles.Operator);
        operators.MapPost("/", CreateAsync).WithName("CreateProduct").WithSummary("Adds a product. Operators.");
        operators.MapPut("/{id}", ReplaceAsync).WithName("ReplaceProduct").WithSummary("Replaces a product's text, price and links. Operators.");
        operators.MapDelete("/{id}", RemoveAsync).WithName("RemoveProduct").WithSummary("Takes a product out of the catalogue; a pin in force stays. Operators.");
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

    private static async Task<Results<Ok<ProductView>, ProblemHttpResult>> GetAsync(ProductId id, FestivalDb database, CancellationToken cancellation) =>
        await database.Products.AsNoTracking().SingleOrDefaultAsync(product => product.Id == id, cancellation) is { } product
            ? TypedResults.Ok(ProductView.Of(product))
            : UnknownErrors.Product.With($"There is no product '{id}'.").ToProblem();

    private static async Task<Results<Created<ProductView>, ProblemHttpResult>> CreateAsync(ProductDraft body, FestivalDb database, CancellationToken cancellation)
    {
        var text = string.IsNullOrEmpty(body.Id) ? $"p-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5))}" : body.Id;
        if (!ProductId.TryParse(text, null, out var id))
            return CatalogErrors.Invalid("'id' must have 1-40 characters of a-z, 0-9 and '-', and must not begin with '-'.").ToProblem();

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var read = await ReadAsync(body, id, database, cancellation);
        if (read.Failed)
            return read.Error.ToProblem();

        database.Add(read.Value);
        if (!await database.SaveUnlessTakenAsync<Product>(cancellation))
            return CatalogErrors.Exists(id).ToProblem();
        await transaction.CommitAsync(cancellation);
        return TypedResults.Created($"/api/v1/products/{id}", ProductView.Of(read.Value));
    }

    private static async Task<Results<Ok<ProductView>, ProblemHttpResult>> ReplaceAsync(
        ProductId id, ProductDraft body, FestivalDb database, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(TurnOf(id), cancellation);
        var read = await ReadAsync(body, id, database, cancellation);
        if (read.Failed)
            return read.Error.ToProblem();
        var product = await database.Products.SingleOrDefaultAsync(product => product.Id == id, cancellation);
        if (product is null)
            return UnknownErrors.Product.With($"There is no product '{id}'.").ToProblem();

        database.Entry(product).CurrentValues.SetValues(read.Value);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(ProductView.Of(product));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(ProductId id, FestivalDb database, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(TurnOf(id), cancellation);
        var product = await database.Products.SingleOrDefaultAsync(product => product.Id == id, cancellation);
        if (product is null)
            return UnknownErrors.Product.With($"There is no product '{id}'.").ToProblem();

        database.Remove(product);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }

    /// <summary>Name of the turn in which a product is replaced or removed.</summary>
    private static string TurnOf(ProductId id) => $"product:{id}";

    private static async Task<Result<Product>> ReadAsync(ProductDraft body, ProductId id, FestivalDb database, CancellationToken cancellation)
    {
        var read = body.Read(id);
        return !read.Failed && read.Value.StageId is { } stage && !await database.Stages.AnyAsync(known => known.Id == stage, cancellation)
            ? UnknownErrors.Stage.With($"There is no stage '{stage}'.")
            : read;
    }
}
