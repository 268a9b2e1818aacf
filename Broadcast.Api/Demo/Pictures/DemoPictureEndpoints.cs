using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Demo.Pictures;

/// <summary>Serves the pictures of the demo's products.</summary>
internal static class DemoPictureEndpoints
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static string PathOf(string product) => $"/demo/pictures/{product}.webp";

    public static void MapDemoPictures(this IEndpointRouteBuilder routes) => routes.MapMethods(PathOf("{sku}"), Reads, Picture).ExcludeFromDescription();

    private static IResult Picture(string sku, HttpContext context)
    {
        if (DemoPictures.Of(sku) is not { } webp)
            return UnknownErrors.Product.ToProblem();

        context.Response.Headers.CacheControl = "public, max-age=86400";
        return TypedResults.Bytes(webp, "image/webp");
    }
}
