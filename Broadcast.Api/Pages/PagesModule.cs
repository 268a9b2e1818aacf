using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Broadcast.Api.Pages;

/// <summary>Serves the built pages: one document for every page's path, and its assets, whose names change with their content.</summary>
internal static class PagesModule
{
    private const string NotBuilt = "The pages are not built. Run deploy/run.sh, or: npm ci && npm run build in Broadcast.Api/Web.\n";

    /// <summary>The path of every page, as <c>Web/src/paths.ts</c> has them; a test compares the two.</summary>
    public static IReadOnlyList<string> Paths { get; } =
        ["/", "/watch/{channel}", "/embed/{channel}", "/anchor", "/control", "/item/{product}", "/replay/{channel}/{slot}", "/replay/{channel}", "/sign-in", "/setup", "/join", "/account"];

    public static void UsePages(this WebApplication app)
    {
        var document = Document();
        app.Use((context, next) => ShowMissingPageAsync(context, next, document));
        if (PagesFolder.Find() is not { } folder)
            return;

        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            // Types of the room's client; .NET takes them for films.
            ContentTypeProvider = new FileExtensionContentTypeProvider { Mappings = { [".ts"] = "text/plain; charset=utf-8" } },
            OnPrepareResponse = served =>
            {
                var headers = served.Context.Response.Headers;
                headers.CacheControl =
                    served.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
                // Other sites import the room client and the files that it shares with the pages.
                headers.AccessControlAllowOrigin = "*";
            },
        });
    }

    public static void MapPages(this WebApplication app)
    {
        var document = Document();
        foreach (var path in Paths)
            app.MapGet(path, context => SendAsync(context, document, StatusCodes.Status200OK)).ExcludeFromDescription();
    }

    /// <summary>
    /// Browsers get the document for a path that nobody serves, and it shows a "not found" page; the status is 404 for all callers. This is
    /// no endpoint: one that takes every path would turn 405 and 415 into 404.
    /// </summary>
    private static async Task ShowMissingPageAsync(HttpContext context, RequestDelegate next, string? document)
    {
        await next(context);
        if (context.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false } && context.GetEndpoint() is null && WantsPage(context.Request))
            await SendAsync(context, document, StatusCodes.Status404NotFound);
    }

    private static string? Document() => PagesFolder.Find() is { } folder ? Path.Combine(folder, "index.html") : null;

    private static async Task SendAsync(HttpContext context, string? document, int status)
    {
        context.Response.Headers.CacheControl = "no-cache";
        if (document is null || !File.Exists(document))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(NotBuilt, context.RequestAborted);
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.SendFileAsync(document, context.RequestAborted);
    }

    private static bool WantsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/live", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal)
        && !Path.HasExtension(request.Path)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
}
