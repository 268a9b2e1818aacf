using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Catalog.Csv;

/// <summary>
/// Carries out a file of products, each line as a PUT of its product. What is wrong with a line is found before anything is changed. Then the lines
/// are done in batches, between which others can write; it stops at a product that somebody else has changed meanwhile. In a call that is one
/// transaction it is all or nothing.
/// </summary>
internal sealed class ProductImport(FestivalDb database, StockBook stocks, ProductWriter products)
{
    public const int MostLines = 5000;

    /// <summary>Lines of one transaction, during which nobody else can write to SQLite.</summary>
    private const int Batch = 100;

    public async Task<Result<ImportReport>> RunAsync(byte[] file, bool isTry, string by, CancellationToken cancellation)
    {
        var text = CsvText.Read(file);
        if (text.Failed)
            return text.Error;
        var table = CsvTable.Read(text.Value.Text, MostLines);
        if (table.Failed)
            return table.Error;
        if (Header(table.Value) is { } wrong)
            return wrong;

        var (report, plan) = await PlanAsync(text.Value.Encoding, table.Value, new LineSkus(file), cancellation);
        if (isTry || report.FaultCount > 0)
            return report;

        var isOne = database.Database.CurrentTransaction is not null;
        var done = 0;
        foreach (var batch in plan.Lines.Where(line => line.What != ImportLine.Unchanged).Chunk(Batch))
        {
            await using var transaction = await database.BeginTurnAsync("product-import", cancellation);
            if (await CarryOutAsync(batch, by, cancellation) is { } fault)
                return report with { FaultCount = 1, Faults = [fault], Done = isOne ? 0 : done };
            await transaction.CommitAsync(cancellation);
            done += batch.Length;
        }

        return report with { Applied = true, Done = done };
    }

    private async Task<(ImportReport Report, ImportPlan Plan)> PlanAsync(string encoding, CsvTable table, LineSkus skus, CancellationToken cancellation)
    {
        var known = await database.Products.AsNoTracking().ToDictionaryAsync(product => product.Id, cancellation);
        var stages = (await database.OfferedStages.Select(stage => stage.Id).ToListAsync(cancellation)).ToHashSet();
        var plan = ImportPlan.Of(table, skus, known, stages);
        return (ImportReport.Of(encoding, plan.Lines, plan.Faults), plan);
    }

    private static Error? Header(CsvTable table)
    {
        if (table.Columns.FirstOrDefault(column => column.Length > 0 && !ProductColumns.All.Contains(column, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            return CatalogErrors.File($"Line 1: there is no column '{unknown}'. The columns are {string.Join(", ", ProductColumns.All)}.");
        if (!table.Columns.Contains("id", StringComparer.Ordinal) && !table.Columns.Contains("name", StringComparer.Ordinal))
            return CatalogErrors.File($"Line 1: the header names neither 'id' nor 'name'. The columns are {string.Join(", ", ProductColumns.All)}.");
        return table.Rows.Count == 0 ? CatalogErrors.File("There is no product in the file.") : null;
    }

    /// <summary>The line that somebody else has been faster with; null when all is done, and may be committed.</summary>
    private async Task<LineFault?> CarryOutAsync(ImportLine[] todo, string by, CancellationToken cancellation)
    {
        // All rows first, in the order of their SKUs, as those who promise prizes do: who writes the facts holds no other row up, and waits for none.
        foreach (var line in todo.Where(line => line.Known is not null).OrderBy(line => line.Sku.Value, StringComparer.Ordinal))
            await stocks.LockAsync(line.Sku, cancellation);

        foreach (var line in todo)
        {
            // Thousands of tracked rows would be compared at each save.
            database.ChangeTracker.Clear();
            if (line.Known is null)
            {
                if (!await products.TryMakeAsync(line.Next.With(line.Body.Stock ?? 0, line.Body.NamesStock), by, cancellation))
                    return new LineFault(line.Line, "id", CatalogErrors.Exists(line.Sku).Message);
                continue;
            }

            var body = line.Body with { Revision = line.Known.Revision };
            var changed = await stocks.LockAsync(line.Sku, cancellation) is { } locked ? await products.ChangeAsync(locked, line.Next, body, by, cancellation) : null;
            if (changed?.Result is not Ok<ProductView>)
                return new LineFault(line.Line, "revision", CatalogErrors.Moved.Message);
        }

        return null;
    }
}
