namespace Broadcast.Api.Moderation;

/// <param name="Words">In the order of their folded texts.</param>
internal sealed record WordsView(IReadOnlyList<WordView> Words);

/// <summary>A word of the list.</summary>
/// <param name="Text">It is found regardless of width, case and spacing.</param>
/// <param name="Action"><c>mask</c>: shown as <c>***</c>; <c>hold</c>: the message waits for review; <c>block</c>: it is refused.</param>
/// <param name="AddedAt">When it was added.</param>
/// <param name="AddedBy">Name of the person who added it.</param>
internal sealed record WordView(string Text, string Action, DateTimeOffset AddedAt, string AddedBy)
{
    public static WordView Of(ModeratedWord word) => new(word.Text, word.Action, word.AddedAt, word.AddedBy);
}
