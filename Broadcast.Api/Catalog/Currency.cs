using System.Globalization;

namespace Broadcast.Api.Catalog;

/// <summary>How many digits a currency has behind the point (ISO 4217), for people who write prices in its main unit. The pages' <c>currency.ts</c> has the same.</summary>
internal static class Currency
{
    private static readonly string[] Whole = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly string[] Thousand = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    public static int DigitsOf(string code) => Whole.Contains(code, StringComparer.Ordinal) ? 0 : Thousand.Contains(code, StringComparer.Ordinal) ? 3 : 2;

    /// <summary>A price in the main unit, with a point.</summary>
    public static string Text(long price, string code) => (price / Units(code)).ToString($"F{DigitsOf(code)}", CultureInfo.InvariantCulture);

    /// <summary>The price in the smallest unit; null when the text has more digits behind the point than the currency.</summary>
    /// <param name="text">Digits, with at most one point.</param>
    /// <param name="code">The currency.</param>
    public static long? Read(string text, string code)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point >= 0 && text.Length - point - 1 > DigitsOf(code) ? null : (long)(decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * Units(code));
    }

    private static decimal Units(string code) => DigitsOf(code) switch
    {
        0 => 1m,
        3 => 1000m,
        _ => 100m,
    };
}
