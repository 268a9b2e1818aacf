namespace Broadcast.Ingest.Hls;

/// <summary>Media under a name that is never used again: the pieces one after another, uncopied, cacheable for good.</summary>
internal sealed class MediaResult(IEnumerable<ReadOnlyMemory<byte>> pieces, long length) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "video/mp4";
        response.ContentLength = length;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        foreach (var piece in pieces)
            await response.Body.WriteAsync(piece, httpContext.RequestAborted);
    }
}
