using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Quiz;

/// <summary>Voids the questions of a log that is gone, if Redis has lost them with it: they are never drawn from what is left.</summary>
internal sealed class LostQuestions(QuestionStore questions)
{
    public async Task VoidAsync(IEnumerable<QuestionOpened> unsettled)
    {
        foreach (var question in unsettled)
            await questions.VoidAsync(question);
    }
}
