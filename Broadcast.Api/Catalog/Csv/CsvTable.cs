using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;
using Microsoft.VisualBasic.FileIO;

namespace Broadcast.Api.Catalog.Csv;

/// <summary>A header and rows (RFC 4180), with commas, semicolons or tabs between the cells, as the header has them.</summary>
/// <param name="Columns">Lower case.</param>
/// <param name="Rows">Those with any text; with the number of the line in which each begins (the header is line 1).</param>
internal sealed record CsvTable(IReadOnlyList<string> Columns, IReadOnlyList<(int Line, string[] Cells)> Rows)
{
    /// <summary>More are no header of products.</summary>
    private const int MostColumns = 50;

    private static readonly string[] Delimiters = [",", ";", "\t"];

    private readonly Dictionary<string, int> _places = Columns.Index().Where(column => column.Item.Length > 0)
        .ToDictionary(column => column.Item, column => column.Index, StringComparer.OrdinalIgnoreCase);

    /// <summary>An error names the line that cannot be read.</summary>
    /// <param name="text">The file.</param>
    /// <param name="most">Rows at most.</param>
    public static Result<CsvTable> Read(string text, int most)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        // A cell may hold many lines; the parser's work grows with their square.
        if (lines.Length > 4 * most)
            return CatalogErrors.File($"A file has at most {4 * most} lines.");
        using var parser = new TextFieldParser(new StringReader(text)) { HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
        parser.SetDelimiters(DelimiterOf(lines.FirstOrDefault(line => line.Length > 0) ?? ""));
        try
        {
            var header = parser.ReadFields()?.Select(cell => Sheet.Bare(cell).Trim().ToLowerInvariant()).ToList() ?? [];
            if (header.Count > MostColumns)
                return CatalogErrors.File($"Line 1: a header has at most {MostColumns} columns.");
            if (header.Where(column => column.Length > 0).GroupBy(column => column, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
                return CatalogErrors.File($"Line 1: the column '{twice.Key}' is there twice.");
            var rows = new List<(int, string[])>();
            while (!parser.EndOfData)
            {
                var line = LineOf(parser, lines);
                var cells = parser.ReadFields()!;
                if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
                    continue;
                if (rows.Count == most)
                    return CatalogErrors.File($"Line {line}: a file has at most {most} products.");
                if (cells.Length > header.Count && cells.Skip(header.Count).Any(cell => cell.Length > 0))
                    return CatalogErrors.File($"Line {line}: it has {cells.Length} cells, and the header {header.Count}. Is a quotation mark missing?");
                rows.Add((line, cells));
            }

            return new CsvTable(header, rows);
        }
        catch (MalformedLineException malformed)
        {
            return CatalogErrors.File($"Line {malformed.LineNumber}: it cannot be read. Is a quotation mark missing?");
        }
    }

    /// <summary>The cell's text; null when the file has no such column.</summary>
    public string? Cell(string[] row, string column) =>
        !_places.TryGetValue(column, out var place) ? null : place < row.Length ? Sheet.Bare(row[place]).Trim() : "";

    /// <summary>The parser passes over empty lines, and does not count them before it has.</summary>
    private static int LineOf(TextFieldParser parser, string[] lines)
    {
        var line = (int)parser.LineNumber;
        while (line <= lines.Length && lines[line - 1].Length == 0)
            line++;
        return line;
    }

    private static string DelimiterOf(string header) => Delimiters.MaxBy(delimiter => header.Count(letter => letter == delimiter[0]))!;
}
