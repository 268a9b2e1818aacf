using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Chat.Feed;

/// <summary>
/// <c>/rooms/{room}/feed</c>: the room log over plain HTTP, made for caches. No answer depends on the caller, so pages of any origin may
/// read it. Failures may be cached for a second too; otherwise a cache that collapses requests would send the waiting ones on, one by one.
/// </summary>
internal static class FeedEndpoints
{
    private const string ForAMoment = "public, max-age=1";
    private const string ForGood = "public, max-age=31536000, immutable";
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapFeed(this IEndpointRouteBuilder routes)
    {
        var feed = routes.MapForAnyOrigin("/rooms/{room}/feed", ForAMoment, all: "/{**any}");
        feed.MapMethods("/snapshot.json", Reads, Snapshot);
        feed.MapMethods("/counts.json", Reads, Counts);
        feed.MapMethods("/{epoch}/{number:long:min(0)}.json", Reads, Chunk);
    }

    private static async Task<IResult> Snapshot(string room, RoomFeeds feeds, FeedMetrics metrics, CancellationToken cancellation) =>
        Answer(await feeds.SnapshotAsync(room, cancellation), metrics);

    private static async Task<IResult> Counts(string room, RoomFeeds feeds, FeedMetrics metrics, CancellationToken cancellation) =>
        Answer(await feeds.CountsAsync(room, cancellation), metrics);

    private static async Task<IResult> Chunk(string room, string epoch, long number, RoomFeeds feeds, FeedMetrics metrics, HttpContext context)
    {
        var answer = await feeds.ChunkAsync(room, epoch, number, context.Connection.RemoteIpAddress, context.RequestAborted);
        // What one address is refused must not be kept for others.
        if (answer.Failed && answer.Error == FeedErrors.Crowded)
            context.Response.Headers.CacheControl = "no-store";
        return Answer(answer, metrics);
    }

    private static IResult Answer(Result<FeedAnswer> answer, FeedMetrics metrics)
    {
        metrics.Answered(answer.Failed ? answer.Error.Code : answer.Value!.Name);
        return answer.Failed ? answer.Error.ToProblem() : new FeedResult(answer.Value!);
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
