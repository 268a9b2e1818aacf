using Broadcast.Api.Spine;

namespace Broadcast.Api.Hosting;

internal static class WebServerModule
{
    /// <summary>A rundown of 500 slots is about 100 KB. The few calls that accept more set a limit of their own.</summary>
    private const long MaxBodyBytes = 256 * 1024;

    public static void AddWebServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        // Only as a default: an address set in code would override --urls.
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null && builder.Configuration["https_ports"] is null
            && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls("http://*:8080");

        builder.AddRequestLimits();
    }
}
