using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Api.Moderation;

/// <summary>A word as staff send it.</summary>
/// <param name="Text">1-50 visible characters, a letter or digit among them. It is found regardless of width, case and spacing.</param>
/// <param name="Action"><c>mask</c>: shown as <c>***</c>; <c>hold</c>: the message waits for review; <c>block</c>: it is refused.</param>
internal sealed record WordDraft(string? Text, string? Action)
{
    private const int Longest = 50;

    public Result<ModeratedWord> Read(string by, DateTimeOffset at)
    {
        // Rooms search for the squeezed form, which is empty for a text without letters and digits.
        if (PlainLine.Read(Text, Longest) is not { } text || ModeratedWord.Fold(text) is not { } folded || new SqueezedText(folded).Letters.Length == 0)
            return WordErrors.Invalid($"'text' must have 1-{Longest} visible characters, a letter or digit among them.");
        if (Action is null || !WordActions.All.Contains(Action, StringComparer.Ordinal))
            return WordErrors.Invalid($"'action' must be one of {string.Join(", ", WordActions.All)}.");

        return new ModeratedWord { Folded = folded, Text = text, Action = Action, AddedAt = at, AddedBy = by };
    }
}

/// <summary>A new word list, which replaces the old one.</summary>
internal sealed record WordListDraft(IReadOnlyList<WordDraft?>? Words)
{
    /// <summary>Largest body of a request: enough for a full list of long, escaped Chinese words.</summary>
    public const long MaxBytes = 2 * 1024 * 1024;

    /// <summary>Maximum number of faults that an error names; it only counts the others.</summary>
    private const int MostFaults = 20;

    /// <summary>The words by their folded text; or an error that names each faulty word by its index in the list, from 0.</summary>
    public Result<IReadOnlyDictionary<string, ModeratedWord>> Read(string by, DateTimeOffset at)
    {
        if (Words is null)
            return WordErrors.Invalid("'words' must be a list; an empty one removes all words.");
        if (Words.Count > ModeratedWord.Most)
            return WordErrors.TooMany;

        var words = new Dictionary<string, ModeratedWord>(StringComparer.Ordinal);
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        var faults = new List<string>();
        for (var i = 0; i < Words.Count; i++)
        {
            var read = (Words[i] ?? new WordDraft(null, null)).Read(by, at);
            if (read.Failed)
                faults.Add($"words[{i}]: {read.Error.Message}");
            else if (words.TryAdd(read.Value.Folded, read.Value))
                indexes.Add(read.Value.Folded, i);
            else
                faults.Add($"words[{i}]: it is the same as words[{indexes[read.Value.Folded]}].");
        }

        return faults.Count == 0 ? words : WordErrors.Invalid(
            string.Join(' ', faults.Take(MostFaults)) + (faults.Count > MostFaults ? $" And {faults.Count - MostFaults} more." : ""));
    }
}
