namespace Broadcast.Ingest.Hls;

/// <summary>Sends a playlist, compressed to clients that accept gzip.</summary>
internal sealed class PlaylistResult(RenderedPlaylist playlist, string cacheControl) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var gzip = httpContext.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        var body = gzip ? playlist.Gzip : playlist.Text;
        response.ContentType = "application/vnd.apple.mpegurl";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = cacheControl;
        response.Headers.Vary = "Accept-Encoding";
        if (gzip)
            response.Headers.ContentEncoding = "gzip";
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
