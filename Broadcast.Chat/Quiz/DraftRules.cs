using Broadcast.Chat.Contracts;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Quiz;

/// <summary>What a question must look like.</summary>
internal static class DraftRules
{
    /// <summary>The draft with its texts trimmed, or the first fault.</summary>
    public static Result<QuestionDraft> Check(QuestionDraft draft)
    {
        var choice = new Choice(draft.Text, draft.Options);
        if (!choice.HasText)
            return QuizErrors.Text;
        if (!choice.HasOptions)
            return QuizErrors.Options;
        if (draft.Answer is { } answer && !choice.Has(answer))
            return QuizErrors.Answer;
        if (!Choice.MayLast(draft.Seconds))
            return QuizErrors.Seconds;
        if (draft.Winners is < 0 or > 100)
            return QuizErrors.Winners;
        // A client may send null for what it leaves out.
        var strength = draft.Strength ?? Proofs.Telephone;
        if (!Proofs.All.Contains(strength, StringComparer.Ordinal))
            return QuizErrors.Strength;

        return draft with { Text = choice.Text, Options = choice.Options, Strength = strength };
    }
}
