using System.Buffers;

namespace Broadcast.Ingest.Hls;

/// <summary>Sends media as its pieces one after another. A media name is never used again, so the answer may be cached for good.</summary>
internal sealed class MediaResult(IEnumerable<ReadOnlyMemory<byte>> pieces, long length) : IResult
{
    /// <summary>
    /// Bytes for each flush: a fragment is a few kilobytes and a segment has dozens of them, too many for a socket write each.
    /// </summary>
    private const int Flush = 65536;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "video/mp4";
        response.ContentLength = length;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;

        var body = response.BodyWriter;
        var unsent = 0;
        foreach (var piece in pieces)
        {
            for (var at = 0; at < piece.Length;)
            {
                var count = Math.Min(piece.Length - at, Flush - unsent);
                body.Write(piece.Span.Slice(at, count));
                at += count;
                unsent += count;
                if (unsent < Flush)
                    continue;

                await body.FlushAsync(httpContext.RequestAborted);
                unsent = 0;
            }
        }

        await body.FlushAsync(httpContext.RequestAborted);
    }
}
