namespace Broadcast.Api.Catalog.Csv;

/// <summary>What a file of products changes, or would; or why nothing of it is taken.</summary>
/// <param name="Encoding">What the file was read as: <c>utf-8</c>, <c>utf-16</c> or <c>gb18030</c>.</param>
/// <param name="Lines">Products in the file.</param>
/// <param name="Made">Products that are new.</param>
/// <param name="Changed">Products that are changed, or offered again.</param>
/// <param name="Unchanged">Products that are so already.</param>
/// <param name="Applied">Whether it was done; false for a try, and when there are faults.</param>
/// <param name="Done">Products that were made or changed by it: all, none, or those before the line that it has stopped at.</param>
/// <param name="FaultCount">All faults.</param>
/// <param name="Faults">The first 200.</param>
/// <param name="Changes">The first 500, in the order of the file.</param>
internal sealed record ImportReport(
    string Encoding, int Lines, int Made, int Changed, int Unchanged, bool Applied, int Done, int FaultCount, IReadOnlyList<LineFault> Faults, IReadOnlyList<LineChange> Changes)
{
    private const int MostFaults = 200;
    private const int MostChanges = 500;

    public static ImportReport Of(string encoding, IReadOnlyList<ImportLine> lines, IReadOnlyList<LineFault> faults) => new(
        encoding, lines.Count, lines.Count(line => line.What == ImportLine.Made), lines.Count(line => line.What is ImportLine.Changed or ImportLine.Restored),
        lines.Count(line => line.What == ImportLine.Unchanged), Applied: false, Done: 0, faults.Count, [.. faults.Take(MostFaults)],
        [.. lines.Where(line => line.What != ImportLine.Unchanged).Take(MostChanges).Select(line => new LineChange(line.Line, line.Sku.Value, line.Next.Name, line.What))]);
}

/// <summary>What is wrong with a line.</summary>
/// <param name="Line">The header is line 1.</param>
/// <param name="Field">The column.</param>
/// <param name="Message">For people.</param>
internal sealed record LineFault(int Line, string Field, string Message);

/// <summary>What a line does.</summary>
/// <param name="Line">The header is line 1.</param>
/// <param name="Sku">The product.</param>
/// <param name="Name">Its name, as the line has it.</param>
/// <param name="What"><c>made</c>, <c>changed</c> or <c>restored</c>.</param>
internal sealed record LineChange(int Line, string Sku, string Name, string What);
