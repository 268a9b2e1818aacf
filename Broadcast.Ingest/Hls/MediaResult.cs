using System.Buffers;

namespace Broadcast.Ingest.Hls;

/// <summary>Media under a name that is never used again: the pieces one after another, cacheable for good.</summary>
internal sealed class MediaResult(IEnumerable<ReadOnlyMemory<byte>> pieces, long length) : IResult
{
    /// <summary>Sent at once: a fragment is a few kilobytes, and a segment has dozens of them.</summary>
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
                var taken = Math.Min(piece.Length - at, Flush - unsent);
                body.Write(piece.Span.Slice(at, taken));
                at += taken;
                unsent += taken;
                if (unsent < Flush)
                    continue;

                await body.FlushAsync(httpContext.RequestAborted);
                unsent = 0;
            }
        }

        await body.FlushAsync(httpContext.RequestAborted);
    }
}
