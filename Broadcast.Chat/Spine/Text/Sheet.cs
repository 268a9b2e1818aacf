using System.Text;

namespace Broadcast.Chat.Spine.Text;

/// <summary>Writes CSV (RFC 4180) that a spreadsheet opens without asking, and in which no cell is a formula.</summary>
internal sealed class Sheet(Stream stream) : IAsyncDisposable
{
    // The byte order mark tells spreadsheets that the file is UTF-8.
    private readonly StreamWriter _writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };

    public Task WriteAsync(params IEnumerable<string> cells) => _writer.WriteLineAsync(string.Join(',', cells.Select(Cell)));

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    /// <summary>
    /// The text as a spreadsheet shows it in any case: one that it could read as a formula gets an apostrophe in front. One that looks like
    /// such a text already gets another, so that <see cref="Bare"/> is exact.
    /// </summary>
    public static string Guarded(string text) => IsFormula(text.AsSpan().TrimStart('\'')) ? $"'{text}" : text;

    /// <summary>The text of a cell that <see cref="Guarded"/> has made, or a person.</summary>
    public static string Bare(string cell) => cell is ['\'', ..] && IsFormula(cell.AsSpan().TrimStart('\'')) ? cell[1..] : cell;

    // Spreadsheets of East Asia take the wide forms as well.
    private static bool IsFormula(ReadOnlySpan<char> text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..];

    private static string Cell(string text)
    {
        var safe = Guarded(text);
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
