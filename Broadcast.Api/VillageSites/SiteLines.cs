using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.VillageSites;

/// <summary>
/// Looks at the lines of a file before they are parsed: there may be millions in one of a few megabytes, and where a quotation mark stays open, the
/// parser joins all that follow one by one, which grows with their square.
/// </summary>
internal static class SiteLines
{
    /// <summary>Why the file is not parsed; null when it may be.</summary>
    /// <param name="text">The file.</param>
    /// <param name="most">Lines at most, with those that are empty.</param>
    public static Error? Refusal(ReadOnlySpan<char> text, int most)
    {
        for (var line = 1; text.Length > 0; line++)
        {
            if (line > most)
                return VillageSiteErrors.Upload($"A file has at most {most} lines.");
            var end = text.IndexOfAny('\r', '\n');
            if (IsOpen(end < 0 ? text : text[..end]))
                return VillageSiteErrors.Upload($"Row {line}: it cannot be read; is a quotation mark missing?");
            text = end < 0 ? default : text[(end + (text[end..].StartsWith("\r\n") ? 2 : 1))..];
        }

        return null;
    }

    /// <summary>Whether a cell goes on in the next line. No cell of a site may.</summary>
    private static bool IsOpen(ReadOnlySpan<char> line)
    {
        var (isStart, isQuoted) = (true, false);
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (!isQuoted)
                (isStart, isQuoted) = (letter == ',' || (isStart && char.IsWhiteSpace(letter)), isStart && letter == '"');
            else if (letter == '"' && i + 1 < line.Length && line[i + 1] == '"')
                i++;
            else
                isQuoted = letter != '"';
        }

        return isQuoted;
    }
}
