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
        var faults = new FieldFaults();
        var text = PlainLine.Read(Text, Longest);
        var folded = text is null ? "" : ModeratedWord.Fold(text);
        if (text is null)
            faults.Add("text", Faults.Length, $"'text' must have 1-{Longest} visible characters.", 1, Longest);
        // Rooms search for the squeezed form, which is empty for a text without letters and digits.
        else if (new SqueezedText(folded).Letters.Length == 0)
            faults.Add("text", Faults.Form, "'text' must have a letter or digit.");
        if (Action is null || !WordActions.All.Contains(Action, StringComparer.Ordinal))
            faults.Add("action", Faults.Unknown, $"'action' must be one of {string.Join(", ", WordActions.All)}.");
        return faults.Any ? faults.On(WordErrors.Malformed) : new ModeratedWord { Folded = folded, Text = text!, Action = Action!, AddedAt = at, AddedBy = by };
    }
}

/// <summary>A word to be added.</summary>
/// <param name="Text">As in <see cref="WordDraft"/>.</param>
/// <param name="Action">As in <see cref="WordDraft"/>.</param>
/// <param name="Replaces">The text of the word whose place it takes; left out for one that is new.</param>
/// <param name="From">The action of that word when it was read: where it, or how the text is written, is different now, the call is refused. Left out, what is there is replaced whatever it is.</param>
internal sealed record NewWord(string? Text, string? Action, string? Replaces, string? From)
{
    public WordDraft Draft => new(Text, Action);

    /// <summary>Whether the word is not, or not any more, what it was when the change was made.</summary>
    public bool IsStale(ModeratedWord? present) => From is not null && Replaces is not null && (present is null || present.Action != From || present.Text != Replaces.Trim());
}

/// <summary>Many words: the whole list, or what is added to it.</summary>
/// <param name="Words">The words.</param>
/// <param name="Revision">Of the list that the whole one was made from: when it is another one now, the call is refused. Left out, the list is replaced whatever it is. What is added has none.</param>
internal sealed record WordListDraft(IReadOnlyList<WordDraft?>? Words, string? Revision)
{
    /// <summary>Largest body of a request: enough for a full list of long, escaped Chinese words.</summary>
    public const long MaxBytes = 2 * 1024 * 1024;

    /// <summary>Faults that the message names; it only counts the others.</summary>
    private const int MostNamed = 20;

    private const int MostFields = 200;

    /// <summary>The words by their folded text; or an error whose fields are the places of faulty words in the list, from 0: <c>words[3]</c>.</summary>
    public Result<IReadOnlyDictionary<string, ModeratedWord>> Read(string by, DateTimeOffset at)
    {
        if (Words is null)
            return Refusal([new FieldFault("words", Faults.Form, "'words' must be a list; an empty one has no words.", null, null)]);
        if (Words.Count > ModeratedWord.Most)
            return WordErrors.TooMany;

        var words = new Dictionary<string, ModeratedWord>(StringComparer.Ordinal);
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        var faults = new List<FieldFault>();
        for (var i = 0; i < Words.Count; i++)
        {
            var read = (Words[i] ?? new WordDraft(null, null)).Read(by, at);
            if (read.Failed)
                faults.Add(Fault(i, read.Error.Fields[0], read.Error.Message));
            else if (words.TryAdd(read.Value.Folded, read.Value))
                indexes.Add(read.Value.Folded, i);
            else
                faults.Add(Fault(i, new FieldFault("text", Faults.Taken, ""), $"it is the same as words[{indexes[read.Value.Folded]}]."));
        }

        return faults.Count == 0 ? words : Refusal(faults);
    }

    private static FieldFault Fault(int index, FieldFault fault, string message) => fault with { Field = $"words[{index}]", Message = $"words[{index}]: {message}" };

    private static Error Refusal(List<FieldFault> faults) => WordErrors.Malformed with
    {
        Message = string.Join(' ', faults.Take(MostNamed).Select(fault => fault.Message)) + (faults.Count > MostNamed ? $" And {faults.Count - MostNamed} more." : ""),
        Fields = [.. faults.Take(MostFields)],
    };
}
