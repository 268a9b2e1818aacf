using System.Security.Cryptography;
using System.Text;
using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Moderation;

/// <param name="Words">In the order of their folded texts.</param>
/// <param name="Revision">Names this list: another one when a word is added, changed or removed.</param>
internal sealed record WordsView(IReadOnlyList<WordView> Words, string Revision)
{
    public static async Task<WordsView> ReadAsync(FestivalDb database, CancellationToken cancellation) =>
        Of(await database.ModeratedWords.AsNoTracking().ToListAsync(cancellation));

    public static WordsView Of(IEnumerable<ModeratedWord> words)
    {
        var listed = words.OrderBy(word => word.Folded, StringComparer.Ordinal).Select(WordView.Of).ToList();
        return new WordsView(listed, RevisionOf(listed));
    }

    /// <summary>No text and no action has a line break.</summary>
    private static string RevisionOf(List<WordView> words) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', words.Select(word => $"{word.Text}\n{word.Action}")))))[..32];
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
