using Broadcast.Chat.Spine.Text;

namespace Broadcast.Api.Festivals;

/// <summary>A text and its English translation. If the translation is left out, it equals the text.</summary>
internal readonly record struct TwoLanguages(string Text, string English)
{
    /// <summary>Null when the text is missing, or either text is no plain line of at most <paramref name="longest"/> characters.</summary>
    public static TwoLanguages? Read(string? text, string? english, int longest) =>
        PlainLine.Read(text, longest) is { } own ? Join(own, english, longest) : null;

    /// <summary>As <see cref="Read"/>, but the text may be empty.</summary>
    public static TwoLanguages? ReadOptional(string? text, string? english, int longest) =>
        PlainLine.ReadOptional(text, longest) is { } own ? Join(own, english, longest) : null;

    private static TwoLanguages? Join(string text, string? english, int longest) =>
        PlainLine.ReadOptional(english, longest) is { } other ? new TwoLanguages(text, other.Length > 0 ? other : text) : null;
}
