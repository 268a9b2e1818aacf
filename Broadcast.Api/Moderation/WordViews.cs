using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Moderation;

/// <param name="Words">In the order of their folded texts.</param>
internal sealed record WordsView(IReadOnlyList<WordView> Words)
{
    public static async Task<WordsView> ReadAsync(FestivalDb database, CancellationToken cancellation) =>
        new([.. (await database.ModeratedWords.AsNoTracking().ToListAsync(cancellation)).OrderBy(word => word.Folded, StringComparer.Ordinal).Select(WordView.Of)]);
}

/// <summary>A word of the list.</summary>
/// <param name="Text">It is found regardless of width, case and spacing.</param>
/// <param name="Action"><c>mask</c>: shown as <c>***</c>; <c>hold</c>: the message waits for review; <c>block</c>: it is refused.</param>
/// <param name="AddedAt">When it was added.</param>
/// <param name="AddedBy">Name of the person who added it.</param>
internal sealed record WordView(string Text, string Action, DateTimeOffset AddedAt, string AddedBy)
{
    public static WordView Of(ModeratedWord word) => new(word.Text, word.Action, word.AddedAt, word.AddedBy);
}

/// <summary>What became of words that were added at once.</summary>
/// <param name="Added">Words that were not in the list.</param>
/// <param name="Changed">Words that were, with another action.</param>
internal sealed record WordsAdded(int Added, int Changed);
