using Broadcast.Chat.Contracts;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Quiz;

/// <summary>What a question must look like.</summary>
internal static class DraftRules
{
    /// <summary>The draft with its texts trimmed, or the first fault.</summary>
    public static Result<QuestionDraft> Check(QuestionDraft draft)
    {
        var text = (draft.Text ?? "").Trim();
        if (!HasLength(text, 200))
            return QuizErrors.Text;

        string[] options = [.. (draft.Options ?? []).Select(option => (option ?? "").Trim())];
        if (options.Length is < 2 or > 6 || !options.All(option => HasLength(option, 80)))
            return QuizErrors.Options;
        if (draft.Answer < 0 || draft.Answer >= options.Length)
            return QuizErrors.Answer;
        if (draft.Seconds is < 3 or > 300)
            return QuizErrors.Seconds;
        if (draft.Winners is < 0 or > 100)
            return QuizErrors.Winners;

        return draft with { Text = text, Options = options };
    }

    private static bool HasLength(string text, int longest) => text.Length > 0 && text.EnumerateRunes().Count() <= longest;
}
