namespace Broadcast.Api.Hosting;

/// <summary>
/// Response headers that limit what browsers do with our pages. hls.js plays from <c>blob:</c> URLs and runs its worker from one; the room
/// needs a WebSocket.
/// </summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; connect-src 'self' ws: wss:; "
        + "media-src 'self' blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    private const string OwnFramesOnly = "frame-ancestors 'self'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        // The documentation page has inline scripts.
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/docs", StringComparison.Ordinal) ? OwnFramesOnly : Policy + (IsEmbeddable(context.Request) ? "*" : "'self'");
        // Tickets, keys, accounts, results: nothing of the API is kept unless its handler says so.
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            headers.CacheControl = "no-store";
        return next(context);
    });

    /// <summary>Any site may show the bare player in a frame, but no other page.</summary>
    private static bool IsEmbeddable(HttpRequest request) => request.Path.StartsWithSegments("/embed", StringComparison.Ordinal);
}
