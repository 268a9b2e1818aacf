using Broadcast.Chat.Spine.Errors;
using Scalar.AspNetCore;

namespace Broadcast.Api.OpenApi;

internal static class OpenApiModule
{
    /// <summary>The page's own grey of small texts has a contrast of 3.2 to 1 with its ground.</summary>
    private const string Legible =
        ".light-mode { --scalar-color-3: #666; --scalar-sidebar-search-color: #666 } .dark-mode { --scalar-color-3: #a5a5a5; --scalar-sidebar-search-color: #a5a5a5 }";

    /// <param name="builder">The host's builder.</param>
    /// <param name="errors">All errors of all services.</param>
    public static void AddApiDocument(this IHostApplicationBuilder builder, IReadOnlyList<Error> errors) =>
        builder.Services.AddOpenApi(options => options
            .AddDocumentTransformer(new ErrorTable(errors))
            .AddDocumentTransformer<IssuerGuide>()
            .AddSchemaTransformer<PlainIdSchemas>()
            .AddDocumentTransformer<BearerSecurity>()
            .AddOperationTransformer<BearerSecurity>()
            .AddOperationTransformer<IdempotencyHeader>());

    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        // The page loads nothing from other hosts, so it works in a venue without internet access.
        // Its document names no language, which programs that read it aloud need.
        routes.MapScalarApiReference("/docs", options => options.DisableDefaultFonts().DisableAgent().DisableMcp().DisableTelemetry()
            .AddHeadContent("<script>document.documentElement.lang = 'en'</script>").WithCustomCss(Legible));
    }
}
