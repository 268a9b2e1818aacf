using System.Text;
using System.Text.RegularExpressions;

namespace Broadcast.Chat.Spine.Text;

/// <summary>Writes CSV (RFC 4180) that a spreadsheet opens without asking, and in which no cell is a formula.</summary>
internal sealed partial class Sheet(Stream stream) : IAsyncDisposable
{
    // The byte order mark tells spreadsheets that the file is UTF-8.
    private readonly StreamWriter _writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };

    public Task WriteAsync(params IEnumerable<string> cells) => _writer.WriteLineAsync(string.Join(',', cells.Select(Cell)));

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    /// <summary>
    /// The text as a spreadsheet shows it in any case: where it could read a formula, there is an apostrophe in front. That is at the beginning,
    /// and behind a semicolon, a tab or a new line, where spreadsheets of other countries begin a cell. What looks guarded already gets another
    /// apostrophe, so that <see cref="Bare"/> is exact.
    /// </summary>
    public static string Guarded(string text) => Formulas().Replace(text, "'");

    /// <summary>The text of a cell that <see cref="Guarded"/> has made, or a person.</summary>
    public static string Bare(string cell) => Guards().Replace(cell, "");

    // Spreadsheets of East Asia take the wide forms as well.
    [GeneratedRegex(@"(?<=\A|[;\t\r\n])(?='*[=+\-@\t\r\n＝＋－＠])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Formulas();

    [GeneratedRegex(@"(?<=\A|[;\t\r\n])'(?='*[=+\-@\t\r\n＝＋－＠])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Guards();

    private static string Cell(string text)
    {
        var safe = Guarded(text);
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
