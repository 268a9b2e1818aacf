using System.Text;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Broadcast.Api.OpenApi;

/// <summary>Writes a table of all error codes into the OpenAPI document: status, meaning, and what to do.</summary>
internal sealed class ErrorTable(IReadOnlyList<Error> errors) : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Description = Write();
        return Task.CompletedTask;
    }

    private string Write()
    {
        var text = new StringBuilder("# Errors\n\nFailures are ProblemDetails (RFC 9457) with a stable `code`; the hub says `code: message`.\n\n| code | status | meaning | what to do |\n|---|---|---|---|\n");
        foreach (var error in errors.OrderBy(error => error.Code, StringComparer.Ordinal))
            text.Append($"| `{error.Code}` | {error.Kind.Status()} | {Cell(error.Message)} | {Cell(error.Remedy)} |\n");
        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
