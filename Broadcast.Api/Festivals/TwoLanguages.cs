using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Festivals;

/// <summary>A text and its English translation. If the translation is left out, it equals the text.</summary>
internal readonly record struct TwoLanguages(string Text, string English)
{
    /// <summary>Reads the fields <paramref name="field"/> and <c>…En</c>, of at most <paramref name="longest"/> characters; the text itself must not be empty.</summary>
    public static TwoLanguages Read(FieldFaults faults, string field, string? text, string? english, int longest) =>
        Join(faults.Line(field, text, longest), faults.OptionalLine($"{field}En", english, longest));

    /// <summary>As <see cref="Read"/>, but the text may be empty.</summary>
    public static TwoLanguages ReadOptional(FieldFaults faults, string field, string? text, string? english, int longest) =>
        Join(faults.OptionalLine(field, text, longest), faults.OptionalLine($"{field}En", english, longest));

    private static TwoLanguages Join(string text, string english) => new(text, english.Length > 0 ? english : text);
}
