using System.Globalization;
using System.Runtime.InteropServices;

namespace Broadcast.Chat.Moderation;

/// <summary>A held message's id: that of its stream entry, <c>milliseconds-number</c>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HeldId(long At, long Number)
{
    public string Value => string.Create(CultureInfo.InvariantCulture, $"{At}-{Number}");

    public static bool TryParse(string? text, out HeldId id)
    {
        id = default;
        if (text?.Split('-') is not [var at, var number]
            || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return false;

        id = new HeldId(milliseconds, sequence);
        return true;
    }

    /// <exception cref="FormatException">Not a well-formed id.</exception>
    public static HeldId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("A held message's id must be 'milliseconds-number'.");
}
