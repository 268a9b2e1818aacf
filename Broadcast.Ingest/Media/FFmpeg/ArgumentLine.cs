namespace Broadcast.Ingest.Media.FFmpeg;

/// <summary>Turns the command line that FFMpegCore builds into a list of arguments.</summary>
internal static class ArgumentLine
{
    /// <summary>Splits at spaces outside double quotes, and removes the quotes. No other shell syntax has a meaning.</summary>
    public static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == ' ' && !quoted)
            {
                if (word.Length > 0)
                    words.Add(word.ToString());
                word.Clear();
            }
            else
            {
                word.Append(letter);
            }
        }

        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }
}
