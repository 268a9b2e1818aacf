namespace Broadcast.Api.Moderation;

/// <param name="Words">In the order of their texts.</param>
internal sealed record WordsView(IReadOnlyList<WordView> Words);

/// <summary>A word of the lists.</summary>
/// <param name="Text">It is found whatever its width, case and spacing.</param>
/// <param name="Action"><c>mask</c>: shown as <c>***</c>; <c>hold</c>: the message waits for a moderator; <c>block</c>: it is refused.</param>
/// <param name="AddedAt">Since when it is in the list.</param>
/// <param name="AddedBy">The name of who added it.</param>
internal sealed record WordView(string Text, string Action, DateTimeOffset AddedAt, string AddedBy)
{
    public static WordView Of(ModeratedWord word) => new(word.Text, word.Action, word.AddedAt, word.AddedBy);
}
