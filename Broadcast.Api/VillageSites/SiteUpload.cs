using System.Text;
using Broadcast.Chat.Spine.Errors;
using Microsoft.VisualBasic.FileIO;

namespace Broadcast.Api.VillageSites;

/// <summary>Reads many sites from CSV (RFC 4180) in UTF-8: a header that names the columns in any order, then one site per row.</summary>
internal static class SiteUpload
{
    /// <summary>Largest body of a request: enough for 20,000 rows of Chinese text.</summary>
    public const long MaxBytes = 8 * 1024 * 1024;

    private const int MostRows = 20_000;

    /// <summary>With empty ones, which the parser passes over.</summary>
    private const int MostLines = 4 * MostRows;

    /// <summary>Faults that the message names; it only counts the others.</summary>
    private const int MostNamed = 20;

    private static readonly string[] Needed = ["name", "village", "county", "province"];

    /// <summary>The sites with their row numbers (the header is row 1), and the rows that are none; or what is wrong with the file as a whole.</summary>
    public static async Task<Result<SiteRows>> ReadAsync(Stream body, CancellationToken cancellation)
    {
        string text;
        try
        {
            using var reader = new StreamReader(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            text = await reader.ReadToEndAsync(cancellation);
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return VillageSiteErrors.Upload($"The file is larger than {MaxBytes / (1024 * 1024)} MB.");
        }
        catch (DecoderFallbackException)
        {
            return VillageSiteErrors.Upload("The file is not UTF-8. A spreadsheet saves it as 'CSV UTF-8'.");
        }

        if (SiteLines.Refusal(text, MostLines) is { } refusal)
            return refusal;
        using var parser = new TextFieldParser(new StringReader(text)) { HasFieldsEnclosedInQuotes = true, TextFieldType = FieldType.Delimited };
        parser.SetDelimiters(",");
        try
        {
            return Rows(parser);
        }
        catch (MalformedLineException malformed)
        {
            return VillageSiteErrors.Upload($"Row {malformed.LineNumber}: it cannot be read; is a quotation mark missing?");
        }
    }

    /// <summary>The error that names the faulty rows and their faults.</summary>
    public static Error Refusal(IReadOnlyCollection<RowFault> faults) => VillageSiteErrors.Upload(
        string.Join(' ', faults.Take(MostNamed).Select(fault => $"Row {fault.Row}: {fault.Message}")) + (faults.Count > MostNamed ? $" And {faults.Count - MostNamed} more." : ""));

    private static Result<SiteRows> Rows(TextFieldParser parser)
    {
        var header = parser.ReadFields()?.Select(field => field.Trim().ToLowerInvariant()).ToList() ?? [];
        if (Needed.FirstOrDefault(column => !header.Contains(column, StringComparer.Ordinal)) is { } missing)
            return VillageSiteErrors.Upload($"Row 1: the header has no column '{missing}'. It names id (which may be left out), name, village, county and province.");

        var rows = new List<(long, SiteDraft)>();
        var faults = new List<RowFault>();
        while (!parser.EndOfData)
        {
            var number = parser.LineNumber;
            var fields = parser.ReadFields()!;
            if (rows.Count + faults.Count == MostRows)
                return VillageSiteErrors.Upload($"Row {number}: an upload has at most {MostRows} rows.");
            if (fields.Length != header.Count)
                faults.Add(new RowFault(number, "", RowFault.Columns, $"it has {fields.Length} columns, and the header {header.Count}."));
            else
                rows.Add((number, Draft(header, fields)));
        }

        return rows.Count + faults.Count == 0 ? VillageSiteErrors.Upload("There is no site in the file.") : new SiteRows(rows, faults);
    }

    private static SiteDraft Draft(List<string> header, string[] fields)
    {
        string? Field(string name) => header.IndexOf(name) is >= 0 and var i ? fields[i] : null;
        return new SiteDraft(Field("id"), Field("name"), Field("village"), Field("county"), Field("province"));
    }
}

/// <summary>The rows of a file of sites.</summary>
/// <param name="Sites">Those that may be sites.</param>
/// <param name="Faults">Those that are none.</param>
internal sealed record SiteRows(IReadOnlyList<(long Row, SiteDraft Draft)> Sites, IReadOnlyList<RowFault> Faults);

/// <summary>What is wrong with a row.</summary>
/// <param name="Row">The header is row 1.</param>
/// <param name="Field">The column; empty for the whole row.</param>
/// <param name="Fault">One of <see cref="Faults"/>, or <see cref="Columns"/>.</param>
/// <param name="Message">For people.</param>
/// <param name="Least">The limit below, where the fault has one.</param>
/// <param name="Most">The limit above.</param>
internal sealed record RowFault(long Row, string Field, string Fault, string Message, long? Least = null, long? Most = null)
{
    /// <summary>The row has more or fewer columns than the header.</summary>
    public const string Columns = "columns";
}
