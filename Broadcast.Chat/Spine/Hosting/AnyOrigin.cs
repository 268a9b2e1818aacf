using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>CORS for answers that pages of every origin may read, because they do not depend on the caller.</summary>
internal static class AnyOrigin
{
    private const string Methods = "GET, HEAD, OPTIONS";

    /// <summary>A group of routes below <paramref name="prefix"/> whose answers any page may read.</summary>
    /// <param name="routes">The parent of the group.</param>
    /// <param name="prefix">The path of the group.</param>
    /// <param name="cacheControl">The <c>Cache-Control</c> of answers that set none.</param>
    /// <param name="all">
    /// The pattern, within the group, of all its paths: they answer preflight requests, and what no other endpoint answers is refused so that
    /// pages can read why.
    /// </param>
    public static RouteGroupBuilder MapForAnyOrigin(this IEndpointRouteBuilder routes, string prefix, string cacheControl, string all)
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
        group.MapMethods(all, [HttpMethods.Options], Preflight);
        group.Map(all, Refuse);
        return group;
    }

    private static ProblemHttpResult Refuse(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            return RequestErrors.PathUnknown.ToProblem();

        context.Response.Headers.Allow = Methods;
        return RequestErrors.MethodUnknown.ToProblem();
    }

    private static IResult Preflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = "*";
        headers.AccessControlMaxAge = "86400";
        return Results.NoContent();
    }
}
