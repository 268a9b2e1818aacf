using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Rooms;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Where Api says who won, after the database has it. From then on the question may be revealed; if an anchor has asked for that, this is
/// the step that does it. Repeating it changes nothing: the first winners stand.
/// </summary>
internal sealed class QuestionSettlement(QuestionStore questions, ShowTime showTime)
{
    /// <summary>Errors: <c>quiz.unknown</c> (Redis has lost it), <c>quiz.open</c>, <c>quiz.voided</c>.</summary>
    public async Task<Result<Done>> SettleAsync(QuestionId id, IReadOnlyList<Winner> winners)
    {
        if (id.Stage is not { } stage || await questions.ReadAsync(id, stage) is not { } question)
            return QuizErrors.Unknown;

        return await questions.SettleAsync(question, winners, await showTime.OfAsync(stage)) switch
        {
            Question.Drawn or Question.Revealed => new Done(),
            Question.Open => QuizErrors.Open,
            Question.Voided => QuizErrors.Voided,
            _ => QuizErrors.Unknown,
        };
    }
}
