using Broadcast.Chat.Errors;
using Broadcast.Ingest.Playout;

namespace Broadcast.Ingest.HttpFlv;

/// <summary>Channels as FLV: <c>/live/{channel}.flv</c>.</summary>
internal static class HttpFlvEndpoints
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHttpFlv(this IEndpointRouteBuilder routes)
    {
        var live = routes.MapGroup("/live").AddEndpointFilter(AllowAnyOrigin).ExcludeFromDescription();
        live.MapMethods("/{channel}.flv", Reads, Watch);
        live.MapMethods("/{channel}.flv", [HttpMethods.Options], Preflight);
    }

    /// <summary>As with HLS: media is for every page. What is live is never kept.</summary>
    private static ValueTask<object?> AllowAnyOrigin(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.CacheControl = "no-store";
        return next(context);
    }

    private static async Task Watch(string channel, FlvFeeds feeds, FlvClients clients, HttpContext context)
    {
        if (feeds.Find(channel) is not { } feed)
        {
            await PlayoutErrors.ChannelUnknown.ToProblem().ExecuteAsync(context);
            return;
        }

        if (!clients.TryEnter())
        {
            context.Response.Headers.RetryAfter = "10";
            await HttpFlvErrors.Full.ToProblem().ExecuteAsync(context);
            return;
        }

        try
        {
            await new FlvResponse(feed, clients).SendAsync(context);
        }
        finally
        {
            clients.Leave();
        }
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
