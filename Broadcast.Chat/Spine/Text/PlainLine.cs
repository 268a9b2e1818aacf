using System.Globalization;

namespace Broadcast.Chat.Spine.Text;

/// <summary>Checks one line of text: trimmed, bounded, without invisible characters that could disguise it.</summary>
internal static class PlainLine
{
    private const char ZeroWidthJoiner = '\u200d';

    /// <summary>The text, trimmed, if it has 1 to <paramref name="longest"/> visible characters; else null.</summary>
    public static string? Read(string? text, int longest)
    {
        var line = text?.Trim();
        // A visible character is one text element; a family emoji is made of up to eleven code units.
        return line is { Length: > 0 } && line.Length <= longest * 12 && new StringInfo(line).LengthInTextElements <= longest
            && line.EnumerateRunes().All(IsVisible) && line.EnumerateRunes().Any(rune => rune.Value != ZeroWidthJoiner)
            ? line : null;
    }

    /// <summary>As <see cref="Read"/>, but a blank text is valid and returned as an empty string.</summary>
    public static string? ReadOptional(string? text, int longest) => string.IsNullOrWhiteSpace(text) ? "" : Read(text, longest);

    /// <summary>
    /// For a text that nobody can be asked to correct: its visible characters, cut to <paramref name="longest"/>; null when it has none.
    /// </summary>
    public static string? Cut(string? text, int longest)
    {
        var visible = new StringInfo(string.Concat((text ?? "").EnumerateRunes().Where(IsVisible)).Trim());
        return Read(visible.LengthInTextElements > longest ? visible.SubstringByTextElements(0, longest) : visible.String, longest);
    }

    private static bool IsVisible(System.Text.Rune rune) => rune.Value == ZeroWidthJoiner || System.Text.Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
