using Broadcast.Chat.Errors;

namespace Broadcast.Chat.Feed;

/// <summary>
/// <c>/rooms/{room}/feed</c>: the room log over plain HTTP, made for caches. Nothing here depends on who asks, so every page may read it. Failures
/// may be kept for a second, too: a cache that collapses requests would pass on those who wait one after the other otherwise.
/// </summary>
internal static class FeedEndpoints
{
    private const string ForAMoment = "public, max-age=1";
    private const string ForGood = "public, max-age=31536000, immutable";
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapFeed(this IEndpointRouteBuilder routes)
    {
        var feed = routes.MapGroup("/rooms/{room}/feed").AddEndpointFilter(AllowAnyOrigin).ExcludeFromDescription();
        feed.MapMethods("/snapshot.json", Reads, Snapshot);
        feed.MapMethods("/counts.json", Reads, Counts);
        feed.MapMethods("/{epoch}/{number:long:min(0)}.json", Reads, Chunk);
        feed.MapMethods("/{**any}", [HttpMethods.Options], Preflight);
    }

    private static async Task<IResult> Snapshot(string room, RoomFeeds feeds, FeedMetrics metrics, CancellationToken cancellation) =>
        Answer(await feeds.SnapshotAsync(room, cancellation), metrics);

    private static async Task<IResult> Counts(string room, RoomFeeds feeds, FeedMetrics metrics, CancellationToken cancellation) =>
        Answer(await feeds.CountsAsync(room, cancellation), metrics);

    private static async Task<IResult> Chunk(string room, string epoch, long number, RoomFeeds feeds, FeedMetrics metrics, CancellationToken cancellation) =>
        Answer(await feeds.ChunkAsync(room, epoch, number, cancellation), metrics);

    private static IResult Answer(Result<FeedAnswer> answer, FeedMetrics metrics)
    {
        metrics.Answered(answer.Failed ? answer.Error.Code : answer.Value!.Name);
        return answer.Failed ? answer.Error.ToProblem() : new FeedResult(answer.Value!);
    }

    private static ValueTask<object?> AllowAnyOrigin(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.CacheControl = ForAMoment;
        return next(context);
    }

    private static IResult Preflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "GET, HEAD, OPTIONS";
        headers.AccessControlAllowHeaders = "*";
        headers.AccessControlMaxAge = "86400";
        return Results.NoContent();
    }

    private sealed class FeedResult(FeedAnswer answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = answer.Bytes.Length;
            if (answer.Lasting == FeedLasting.Always)
                response.Headers.CacheControl = ForGood;
            if (!HttpMethods.IsHead(httpContext.Request.Method))
                await response.Body.WriteAsync(answer.Bytes, httpContext.RequestAborted);
        }
    }
}
