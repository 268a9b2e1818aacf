namespace Broadcast.Chat.Spine.Hosting;

/// <summary>CORS for answers that pages of every origin may read, because they do not depend on the caller.</summary>
internal static class AnyOrigin
{
    /// <summary>A group of routes below <paramref name="prefix"/> whose answers any page may read.</summary>
    /// <param name="routes">The parent of the group.</param>
    /// <param name="prefix">The path of the group.</param>
    /// <param name="cacheControl">The <c>Cache-Control</c> of answers that set none.</param>
    /// <param name="preflight">The pattern, within the group, of the paths that answer preflight requests.</param>
    public static RouteGroupBuilder MapForAnyOrigin(this IEndpointRouteBuilder routes, string prefix, string cacheControl, string preflight)
    {
        var group = routes.MapGroup(prefix);
        group.AddEndpointFilter((context, next) =>
        {
            var headers = context.HttpContext.Response.Headers;
            headers.AccessControlAllowOrigin = "*";
            headers.CacheControl = cacheControl;
            return next(context);
        });
        group.ExcludeFromDescription();
        group.MapMethods(preflight, [HttpMethods.Options], Preflight);
        return group;
    }

    private static IResult Preflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "GET, HEAD, OPTIONS";
        headers.AccessControlAllowHeaders = "*";
        headers.AccessControlMaxAge = "86400";
        return Results.NoContent();
    }
}
