using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Moderation.Words;
using Broadcast.Chat.Text;

namespace Broadcast.Api.Moderation;

/// <summary>A word as a moderator writes it.</summary>
/// <param name="Text">1-50 visible characters, a letter or digit among them. It is found whatever its width, case and spacing.</param>
/// <param name="Action"><c>mask</c>: shown as <c>***</c>; <c>hold</c>: the message waits for a moderator; <c>block</c>: it is refused.</param>
internal sealed record WordDraft(string? Text, string? Action)
{
    private const int Longest = 50;

    public Result<ModeratedWord> Read(string by, DateTimeOffset at)
    {
        // What the rooms would look for: of a text without a letter nothing is left.
        if (PlainLine.Read(Text, Longest) is not { } text || ModeratedWord.Fold(text) is not { } folded || new SqueezedText(folded).Letters.Length == 0)
            return WordErrors.Invalid($"'text' must have 1-{Longest} visible characters, a letter or digit among them.");
        if (Action is null || !WordActions.All.Contains(Action, StringComparer.Ordinal))
            return WordErrors.Invalid($"'action' must be one of {string.Join(", ", WordActions.All)}.");

        return new ModeratedWord { Folded = folded, Text = text, Action = Action, AddedAt = at, AddedBy = by };
    }
}

/// <summary>The whole list, as it shall be.</summary>
internal sealed record WordListDraft(IReadOnlyList<WordDraft?>? Words)
{
    /// <summary>A full list of long Chinese words, escaped, and room to spare.</summary>
    public const long MaxBytes = 2 * 1024 * 1024;

    /// <summary>Faults that an answer names; the rest is counted.</summary>
    private const int MostFaults = 20;

    /// <summary>The words by what tells them apart; or what is wrong, all of it, with its place in the list, from 0.</summary>
    public Result<IReadOnlyDictionary<string, ModeratedWord>> Read(string by, DateTimeOffset at)
    {
        if (Words is null)
            return WordErrors.Invalid("'words' must be a list; an empty one removes all words.");
        if (Words.Count > ModeratedWord.Most)
            return WordErrors.TooMany;

        var words = new Dictionary<string, ModeratedWord>(StringComparer.Ordinal);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var faults = new List<string>();
        for (var i = 0; i < Words.Count; i++)
        {
            var read = (Words[i] ?? new WordDraft(null, null)).Read(by, at);
            if (read.Failed)
                faults.Add($"words[{i}]: {read.Error.Message}");
            else if (words.TryAdd(read.Value.Folded, read.Value))
                places.Add(read.Value.Folded, i);
            else
                faults.Add($"words[{i}]: it is the same as words[{places[read.Value.Folded]}].");
        }

        return faults.Count == 0 ? words : WordErrors.Invalid(
            string.Join(' ', faults.Take(MostFaults)) + (faults.Count > MostFaults ? $" And {faults.Count - MostFaults} more." : ""));
    }
}
