using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Catalog.Csv;

/// <summary>What the lines of a file ask for, compared with the products that are there.</summary>
internal sealed class ImportPlan(CsvTable table, LineSkus skus, IReadOnlyDictionary<ProductId, Product> products, IReadOnlySet<StageId> stages)
{
    private readonly List<ImportLine> _lines = [];
    private readonly List<LineFault> _faults = [];
    private readonly HashSet<ProductId> _seen = [];

    public IReadOnlyList<ImportLine> Lines => _lines;

    public IReadOnlyList<LineFault> Faults => _faults;

    /// <param name="table">The file.</param>
    /// <param name="skus">For lines that name none.</param>
    /// <param name="products">All that are known.</param>
    /// <param name="stages">Those that are offered.</param>
    public static ImportPlan Of(CsvTable table, LineSkus skus, IReadOnlyDictionary<ProductId, Product> products, IReadOnlySet<StageId> stages)
    {
        var plan = new ImportPlan(table, skus, products, stages);
        foreach (var (line, cells) in table.Rows)
            plan.Add(line, cells);
        return plan;
    }

    private void Add(int line, string[] cells)
    {
        var unread = new FieldFaults();
        if (ProductColumns.Sku(table, cells, skus.Of(line), unread) is not { } sku)
        {
            Note(line, unread.On(CatalogErrors.Malformed).Fields);
            return;
        }

        var known = products.GetValueOrDefault(sku);
        var body = ProductColumns.Read(table, cells, known, unread);
        var next = body.Read(sku);
        // A cell that cannot be read as a number is not also told to be missing.
        var told = unread.On(CatalogErrors.Malformed).Fields;
        Note(line, [.. told, .. next.Failed ? next.Error.Fields.ExceptBy(told.Select(fault => fault.Field), fault => fault.Field, StringComparer.Ordinal) : []]);
        if (!_seen.Add(sku))
            Note(line, "id", $"'{sku}' is in the file twice.");
        if (next.Failed || unread.Any)
            return;

        if (next.Value.StageId is { } stage && stage != known?.StageId && !stages.Contains(stage))
            Note(line, "stage", $"There is no stage '{stage}'.");
        var planned = new ImportLine(line, sku, body, next.Value, known);
        if (known is not null && body.Revision is { } revision && revision != known.Revision && planned.What != ImportLine.Unchanged)
            Note(line, "revision", $"'{sku}' was changed meanwhile: it is at revision {known.Revision}.");
        _lines.Add(planned);
    }

    private void Note(int line, IEnumerable<FieldFault> faults) => _faults.AddRange(faults.Select(fault => new LineFault(line, fault.Field, fault.Message)));

    private void Note(int line, string field, string message) => _faults.Add(new LineFault(line, field, message));
}
