using System.Text;

namespace Broadcast.Chat.Spine.Text;

/// <summary>Writes CSV (RFC 4180) that a spreadsheet opens without asking, and in which no cell is a formula.</summary>
internal sealed class Sheet(Stream stream) : IAsyncDisposable
{
    // The byte order mark tells spreadsheets that the file is UTF-8.
    private readonly StreamWriter _writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };

    public Task WriteAsync(params IEnumerable<string> cells) => _writer.WriteLineAsync(string.Join(',', cells.Select(Cell)));

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    /// <summary>A text that a spreadsheet could read as a formula gets an apostrophe in front.</summary>
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
