using System.Globalization;
using System.Text;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>Writes a mark as EXT-X-DATERANGE (rfc8216bis 4.4.5.1).</summary>
internal static class DateRangeLine
{
    public static string Of(ReplayMark mark)
    {
        var text = new StringBuilder("#EXT-X-DATERANGE:");
        text.Append("ID=\"").Append(Quoted(mark.Id)).Append("\",CLASS=\"festival.livefestival.").Append(mark.Kind);
        text.Append("\",START-DATE=\"").Append(Date(mark.At)).Append('"');
        if (mark.Until is { } until && until >= mark.At)
            text.Append(CultureInfo.InvariantCulture, $",DURATION={(until - mark.At) / 1000m:0.0##}");
        Put("X-TITLE", mark.Title);
        Put("X-TITLE-EN", mark.TitleEn);
        Put("X-STAGE", mark.Stage?.Value);
        Put("X-PRODUCT-ID", mark.Product?.Value);
        Put("X-ANSWER", mark.Answer);
        if (mark.Winners is { } winners)
            text.Append(CultureInfo.InvariantCulture, $",X-WINNERS={winners}");
        return text.ToString();

        void Put(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                text.Append(',').Append(name).Append("=\"").Append(Quoted(value)).Append('"');
        }
    }

    private static string Date(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Replaces quotes and control characters: a quoted string holds neither, and cannot escape them.</summary>
    private static string Quoted(string value) =>
        string.Concat(value.Select(letter => letter == '"' ? '\'' : char.IsControl(letter) ? ' ' : letter));
}
