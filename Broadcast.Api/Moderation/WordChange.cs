namespace Broadcast.Api.Moderation;

/// <summary>What was done to a word of the list. One side is null where the word was not there before, or is there no more.</summary>
internal sealed record WordChange(WordChange.Word? Before, WordChange.Word? After)
{
    /// <summary>The word by which people find the change.</summary>
    public string Text => (After ?? Before)!.Text;

    /// <summary>As the audit trail of moderation has it.</summary>
    public string Line => (Before, After) switch
    {
        (null, { } added) => $"+{added.Text} {added.Action}",
        ({ } removed, null) => $"-{removed.Text} {removed.Action}",
        ({ } old, { } next) => $"{old.Text} {old.Action} → {(next.Text == old.Text ? "" : $"{next.Text} ")}{next.Action}",
        _ => "",
    };

    public static Word Of(ModeratedWord word) => new(word.Text, word.Action);

    internal sealed record Word(string Text, string Action);
}
