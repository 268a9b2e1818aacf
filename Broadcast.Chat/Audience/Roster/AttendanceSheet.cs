using System.Globalization;
using System.Text;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>Writes attendance as CSV (RFC 4180) that a spreadsheet opens without asking.</summary>
internal sealed class AttendanceSheet(TimeZoneInfo zone)
{
    private const string Header = "site,name,village,county,province,first,last,minutes";

    public async Task WriteAsync(IAsyncEnumerable<Attendance> rows, Stream stream)
    {
        // The byte order mark tells spreadsheets that it is UTF-8.
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(Header);
        await foreach (var row in rows)
        {
            var (place, minutes) = (row.Site.Place, (long)row.Attended.TotalMinutes);
            await writer.WriteLineAsync(string.Join(',', Cell(row.Site.Id.Value), Cell(row.Site.Name), Cell(place.Village), Cell(place.County), Cell(place.Province),
                Time(row.First), Time(row.Last), minutes.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A cell that a spreadsheet could take for a formula is made text.</summary>
    internal static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
