using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Windows;
using MediatR;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Marks the right option of a question: as often as wanted while it runs, and once when it has closed without one; then its winners are drawn.
/// Repeating it changes nothing. Until the reveal nobody is told which it is: of a closed question only who has marked it may repeat the mark, so that
/// nobody else finds the right option by trying.
/// </summary>
internal sealed record MarkAnswer(Actor By, QuestionId Id, int Option) : IRequest<Result<Done>>;

internal sealed class MarkAnswerHandler(QuestionStore questions, FactsReader facts) : IRequestHandler<MarkAnswer, Result<Done>>
{
    public async Task<Result<Done>> Handle(MarkAnswer request, CancellationToken cancellationToken)
    {
        if (request.Id.Stage is not { } stage || facts.Current.Stage(stage) is null)
            return QuizErrors.Unknown;
        if (!request.By.MayActFor(stage))
            return AccessErrors.Forbidden;
        if (await questions.ReadAsync(request.Id, stage) is not { } question)
            return QuizErrors.Unknown;
        if (request.Option < 0 || request.Option >= question.Options.Count)
            return QuizErrors.Answer;

        // A question past its time is closed, also when the clock has not come round to it.
        await questions.CloseIfOverAsync(request.Id, stage);
        return await questions.MarkAsync(request.Id, stage, request.Option, request.By.Id) switch
        {
            WindowStore.Marked => new Done(),
            WindowState.Voided => QuizErrors.Voided,
            WindowState.Unknown => QuizErrors.Unknown,
            WindowState.Scheduled => ScheduleErrors.Early,
            _ => QuizErrors.Closed,
        };
    }
}
