using Broadcast.Chat.Text;

namespace Broadcast.Api.Festivals;

/// <summary>A text and its English, which may be left out: the text then stands for it.</summary>
internal readonly record struct TwoLanguages(string Text, string English)
{
    /// <summary>Null when the text is missing or longer than <paramref name="longest"/> characters, or its English is.</summary>
    public static TwoLanguages? Read(string? text, string? english, int longest) =>
        PlainLine.Read(text, longest) is { } own ? Join(own, english, longest) : null;

    /// <summary>As <see cref="Read"/>, and an empty text is welcome.</summary>
    public static TwoLanguages? ReadOptional(string? text, string? english, int longest) =>
        PlainLine.ReadOptional(text, longest) is { } own ? Join(own, english, longest) : null;

    private static TwoLanguages? Join(string text, string? english, int longest) =>
        PlainLine.ReadOptional(english, longest) is { } other ? new TwoLanguages(text, other.Length > 0 ? other : text) : null;
}
