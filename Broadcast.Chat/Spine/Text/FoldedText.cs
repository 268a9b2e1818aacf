using System.Text;

namespace Broadcast.Chat.Spine.Text;

/// <summary>
/// A text reduced to what people read: full-width, circled and mathematical letters and digits become plain ones, capitals become small,
/// invisible marks are dropped. Each folded character keeps its index in the text, so that a match can be masked there.
/// (The platform's own normalisation is off with invariant globalisation; this is the part of NFKC, Unicode Annex 15, that evasions use.)
/// </summary>
internal sealed class FoldedText
{
    private readonly List<int> _indexes = [];

    public FoldedText(string text)
    {
        Text = text;
        var folded = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length);
            if (Fold(rune) is { } plain)
            {
                folded.Append(plain);
                for (var i = 0; i < plain.Length; i++)
                    _indexes.Add(index);
            }

            index += length;
        }

        _indexes.Add(text.Length);
        Folded = folded.ToString();
    }

    public string Text { get; }

    public string Folded { get; }

    /// <summary>
    /// The range of <see cref="Text"/> behind folded characters <paramref name="from"/> to <paramref name="to"/>; <c>to</c> is exclusive in both.
    /// </summary>
    public (int From, int To) SourceRange(int from, int to)
    {
        var end = _indexes[to - 1];
        // With all code units of the last character.
        Rune.DecodeFromUtf16(Text.AsSpan(end), out _, out var length);
        return (_indexes[from], end + length);
    }

    private static string? Fold(Rune rune) => rune.Value switch
    {
        0x3000 or 0x00A0 => " ",
        >= 0xFF01 and <= 0xFF5E => Lower((char)(rune.Value - 0xFF01 + '!')),
        0x24EA or 0x24FF => "0",
        >= 0x2460 and <= 0x2468 => Digit(rune.Value - 0x2460 + 1),
        >= 0x2474 and <= 0x247C => Digit(rune.Value - 0x2474 + 1),
        >= 0x2488 and <= 0x2490 => Digit(rune.Value - 0x2488 + 1),
        >= 0x2776 and <= 0x277E => Digit(rune.Value - 0x2776 + 1),
        >= 0x2780 and <= 0x2788 => Digit(rune.Value - 0x2780 + 1),
        >= 0x24B6 and <= 0x24E9 => Lower((char)('a' + ((rune.Value - 0x24B6) % 26))),
        >= 0x1F130 and <= 0x1F149 => Lower((char)('a' + (rune.Value - 0x1F130))),
        >= 0x1D400 and <= 0x1D6A3 => Lower((char)('a' + ((rune.Value - 0x1D400) % 26))),
        >= 0x1D7CE and <= 0x1D7FF => Digit((rune.Value - 0x1D7CE) % 10),
        _ => IsInvisible(rune) ? null : Rune.ToLowerInvariant(rune).ToString(),
    };

    private static string Digit(int digit) => ((char)('0' + digit)).ToString();

    private static string Lower(char letter) => char.ToLowerInvariant(letter).ToString();

    /// <summary>Zero-width marks, joiners, variation selectors, and marks that stack on a letter.</summary>
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark;
}
