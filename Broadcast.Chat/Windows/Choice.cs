namespace Broadcast.Chat.Windows;

/// <summary>The text and the options of a window in which people choose one: the rules that questions and polls share. Both are trimmed.</summary>
internal sealed class Choice
{
    private const int LongestText = 200;
    private const int LongestOption = 80;

    public Choice(string? text, IReadOnlyList<string>? options) =>
        (Text, Options) = ((text ?? "").Trim(), [.. (options ?? []).Select(option => (option ?? "").Trim())]);

    public string Text { get; }

    public IReadOnlyList<string> Options { get; }

    /// <summary>True for 1-200 characters.</summary>
    public bool HasText => HasLength(Text, LongestText);

    /// <summary>True for 2-6 options of 1-80 characters.</summary>
    public bool HasOptions => Options.Count is >= 2 and <= 6 && Options.All(option => HasLength(option, LongestOption));

    /// <summary>True for the index of an option, from 0.</summary>
    public bool Has(int option) => option >= 0 && option < Options.Count;

    /// <summary>True for 3-300 seconds.</summary>
    public static bool MayLast(int seconds) => seconds is >= 3 and <= 300;

    private static bool HasLength(string text, int longest) => text.Length > 0 && text.EnumerateRunes().Count() <= longest;
}
