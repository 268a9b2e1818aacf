using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Broadcast.Api.Catalog.Pictures;

internal static class PictureEndpoints
{
    /// <summary>Seconds until a refused upload may come again.</summary>
    private const string Pause = "3";

    private const string Upload =
        """
        The body is the file, or a form with it: a still JPEG, PNG or WebP, which its content tells, of 10 MB (`Pictures:Largest`), 40 megapixels and 12,000 pixels a side at most. It is turned as its camera says, and kept without any metadata in three widths (320, 800, 1600; never enlarged) as WebP, at `/media/pictures/{id}/{width}.webp`. A product has ten at most. Sent again, the same file answers 200 and changes nothing. 503 `picture.busy` comes with `Retry-After`.
        """;

    public static void MapPictures(this IEndpointRouteBuilder routes)
    {
        var pictures = routes.MapGroup("/api/v1/products/{sku}/pictures").WithTags("Catalogue").RequireAuthorization(CatalogModule.WritePolicy);
        pictures.MapPost("/", AddAsync).WithName("AddPicture").WithSummary("Uploads a picture of a product. Operators, and machine keys with the scope products.").WithDescription(Upload);
        pictures.MapPut("/", OrderAsync).WithName("OrderPictures").WithSummary("Puts the uploaded pictures of a product in another order. Operators, and machine keys with the scope products.")
            .WithDescription("`pictures` names the ids of all of them, as `uploads` of the product has them; else 409 `picture.order` comes with the present `product`.");
        pictures.MapDelete("/{picture}", RemoveAsync).WithName("RemovePicture").WithSummary("Removes an uploaded picture for good, also where it was shown before. Operators, and machine keys with the scope products.");
        routes.MapMethods("/media/pictures/{picture}/{size}", [HttpMethods.Get, HttpMethods.Head], SendAsync).WithName("Picture").ExcludeFromDescription();
    }

    private static async Task<Results<Created<ProductView>, Ok<ProductView>, ProblemHttpResult>> AddAsync(
        string sku, HttpRequest request, HttpResponse response, ClaimsPrincipal user, FestivalDb database, PictureDesk desk, PictureWriter writer, IOptions<PictureOptions> options,
        CancellationToken cancellation)
    {
        if (!ProductId.TryParse(sku, null, out var id) || !await database.Products.AnyAsync(product => product.Id == id, cancellation))
            return UnknownErrors.Product.ToProblem();
        using var place = desk.TryEnter();
        if (place is null)
        {
            response.Headers.RetryAfter = Pause;
            return PictureErrors.Busy.ToProblem();
        }

        var content = await PictureUpload.ReadAsync(request, options.Value.Largest, cancellation);
        if (content.Failed)
            return content.Error.ToProblem();
        var sizes = await desk.ReadAsync(content.Value, cancellation);
        return sizes.Failed ? sizes.Error.ToProblem() : await writer.AddAsync(id, content.Value, sizes.Value, CallerName.Of(user)!, cancellation);
    }

    private static async Task<Results<Ok<ProductView>, ProblemHttpResult>> OrderAsync(ProductId sku, PictureOrder body, PictureWriter writer, CancellationToken cancellation) =>
        body.Pictures is { Count: <= ProductDraft.MostPictures } ids && ids.All(id => id is { Length: <= 64 })
            ? await writer.OrderAsync(sku, ids, cancellation)
            : CatalogErrors.PicturesOf("'pictures' must be the ids of the product's uploaded pictures.").ToProblem();

    private static Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(ProductId sku, string picture, PictureWriter writer, CancellationToken cancellation) =>
        writer.RemoveAsync(sku, picture, cancellation);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> SendAsync(
        string picture, string size, FestivalDb database, HttpResponse response, CancellationToken cancellation)
    {
        var found = database.ProductPictures.Where(known => known.Id == picture);
        var sizes = size switch
        {
            "320.webp" => found.Select(known => known.Small),
            "800.webp" => found.Select(known => known.Medium),
            "1600.webp" => found.Select(known => known.Large),
            _ => null,
        };
        if (sizes is null || await sizes.FirstOrDefaultAsync(cancellation) is not { } content)
            return PictureErrors.Unknown.ToProblem();

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(content, "image/webp", entityTag: new EntityTagHeaderValue($"\"{picture[..16]}-{size[..^5]}\""));
    }
}

/// <summary>The order in which the uploaded pictures of a product are shown.</summary>
/// <param name="Pictures">The ids of all of the product's uploaded pictures, in their new order.</param>
internal sealed record PictureOrder(IReadOnlyList<string?>? Pictures);
