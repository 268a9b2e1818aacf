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

    /// <summary>Maximum number of faults that an error names; it only counts the others.</summary>
    private const int MostFaults = 20;

    private static readonly string[] Needed = ["name", "village", "county", "province"];

    /// <summary>The sites with their row numbers (the header is row 1); or an error that names the faulty rows.</summary>
    public static async Task<Result<IReadOnlyList<(long Row, SiteDraft Draft)>>> ReadAsync(Stream body, CancellationToken cancellation)
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
    public static Error Faults(IReadOnlyCollection<(long Row, string Fault)> faults) => VillageSiteErrors.Upload(
        string.Join(' ', faults.Take(MostFaults).Select(fault => $"Row {fault.Row}: {fault.Fault}")) + (faults.Count > MostFaults ? $" And {faults.Count - MostFaults} more." : ""));

    private static Result<IReadOnlyList<(long Row, SiteDraft Draft)>> Rows(TextFieldParser parser)
    {
        var header = parser.ReadFields()?.Select(field => field.Trim().ToLowerInvariant()).ToList() ?? [];
        if (Needed.FirstOrDefault(column => !header.Contains(column, StringComparer.Ordinal)) is { } missing)
            return VillageSiteErrors.Upload($"Row 1: the header has no column '{missing}'. It names id (which may be left out), name, village, county and province.");

        var rows = new List<(long, SiteDraft)>();
        var faults = new List<(long, string)>();
        while (!parser.EndOfData)
        {
            var number = parser.LineNumber;
            var fields = parser.ReadFields()!;
            if (rows.Count == MostRows)
                return VillageSiteErrors.Upload($"Row {number}: an upload has at most {MostRows} sites.");
            if (fields.Length != header.Count)
                faults.Add((number, $"it has {fields.Length} columns, and the header {header.Count}."));
            else
                rows.Add((number, Draft(header, fields)));
        }

        if (faults.Count > 0)
            return Faults(faults);
        return rows.Count == 0 ? VillageSiteErrors.Upload("There is no site in the file.") : rows;
    }

    private static SiteDraft Draft(List<string> header, string[] fields)
    {
        string? Field(string name) => header.IndexOf(name) is >= 0 and var i ? fields[i] : null;
        return new SiteDraft(Field("id"), Field("name"), Field("village"), Field("county"), Field("province"));
    }
}
