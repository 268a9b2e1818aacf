using System.Globalization;
using System.Text;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Messages;

/// <summary>Cleans typed text so that it can be shown among other people's lines.</summary>
internal static class ChatText
{
    private const int Longest = 200;

    /// <summary>Trims; turns control characters and line ends into blanks; drops marks that change the direction of text.</summary>
    public static Result<string> Clean(string? text)
    {
        var clean = new StringBuilder();
        var length = 0;
        foreach (var rune in (text ?? "").Trim().EnumerateRunes())
        {
            if (TurnsDirection(rune.Value))
                continue;
            if (++length > Longest)
                return MessageErrors.TooLong;
            clean.Append(IsBlank(rune) ? " " : rune.ToString());
        }

        var said = clean.ToString().Trim();
        return said.Length == 0 ? MessageErrors.Empty : said;
    }

    private static bool TurnsDirection(int value) => value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F;

    private static bool IsBlank(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
