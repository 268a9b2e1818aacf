using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Catalog.Csv;

internal static class CsvEndpoints
{
    /// <summary>Bytes: enough for 5,000 lines of Chinese text.</summary>
    private const long Largest = 2 * 1024 * 1024;

    private const string Columns =
        """
        Columns: `id` (where it is empty, a new product), `stage`, `name`, `nameEn`, `price` (in the main unit, such as 128.00), `currency`, `stock`, `url`, `image`, `pictures` (links with blanks between them), `illustrative`, `revision`. A cell that a spreadsheet could take for a formula begins with an apostrophe, which is not part of it.
        """;

    private const string Import =
        $"""
        {Columns} Any order; a column that is missing leaves products as they are, an empty cell empties it, but for `stock`. A retired product is offered again. With a `revision`, a line is refused if its product was changed since. The file is UTF-8, UTF-16 or GB18030 (also GBK), with commas, semicolons or tabs, of 2 MB and 5,000 lines at most. The answer says what was made and changed; with `dryRun=true` what would be, and `faults`, and nothing is changed. If any line is wrong, nothing is changed, and `product.import` comes with the same `report`. A long file is carried out in parts, between which others can write: when somebody changes a product meanwhile, 409 `product.import_stopped` says in `report` how many lines were `done`, and at which one it stopped. The same file can be sent again: it finds what it has made, also where its lines name no `id`. With an `Idempotency-Key` it is all or nothing.
        """;

    public static void MapProductCsv(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/products.csv", ExportAsync).WithTags("Catalogue").WithName("ExportProducts").RequireAuthorization(CatalogModule.WritePolicy)
            .WithSummary("The products that are offered, as CSV for a spreadsheet. Operators, and machine keys with the scope products.").WithDescription(Columns);
        routes.MapPost("/api/v1/products/import", ImportAsync).WithTags("Catalogue").WithName("ImportProducts").RequireAuthorization(CatalogModule.WritePolicy).TakesIdempotencyKey()
            .WithSummary("Makes and changes products from a CSV file. Operators, and machine keys with the scope products.").WithDescription(Import)
            .WithMetadata(new RequestSizeLimitAttribute(Largest));
    }

    private static async Task<PushStreamHttpResult> ExportAsync(FestivalDb database, CancellationToken cancellation)
    {
        var products = await database.Products.AsNoTracking().Where(product => product.RetiredAt == null).ToListAsync(cancellation);
        return TypedResults.Stream(stream => WriteAsync(products.InOrder(), stream), "text/csv; charset=utf-8", "products.csv");
    }

    private static async Task WriteAsync(IEnumerable<Product> products, Stream stream)
    {
        await using var sheet = new Sheet(stream);
        await sheet.WriteAsync(ProductColumns.All);
        foreach (var product in products)
            await sheet.WriteAsync(ProductColumns.Of(product));
    }

    private static async Task<Results<Ok<ImportReport>, ProblemHttpResult>> ImportAsync(
        HttpRequest request, ClaimsPrincipal user, ProductImport import, [FromQuery] bool? dryRun, CancellationToken cancellation)
    {
        using var file = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(file, cancellation);
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return CatalogErrors.File($"The file is larger than {Largest / (1024 * 1024)} MB.").ToProblem();
        }

        var isTry = dryRun == true;
        var report = await import.RunAsync(file.ToArray(), isTry, CallerName.Of(user)!, cancellation);
        if (report.Failed)
            return report.Error.ToProblem();
        return isTry || report.Value.Applied ? TypedResults.Ok(report.Value) : Refusal(report.Value).ToProblem(("report", report.Value));
    }

    private static Error Refusal(ImportReport report) => report.Done > 0
        ? CatalogErrors.Stopped.With($"{report.Done} products were made or changed. Line {report.Faults[0].Line}: {report.Faults[0].Message} Nothing from this line on was taken.")
        : CatalogErrors.File(
        $"Nothing of the file was taken. Line {report.Faults[0].Line}: {report.Faults[0].Message}" + (report.FaultCount > 1 ? $" And {report.FaultCount - 1} more." : ""));
}
