using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Windows;
using MediatR;

namespace Broadcast.Chat.Quiz;

/// <summary>Cancels a scheduled question before it opens. Repeating it changes nothing.</summary>
internal sealed record CancelQuestion(Actor By, QuestionId Id) : IRequest<Result<Done>>;

internal sealed class CancelQuestionHandler(QuestionStore questions, LaterQuestions later, FactsReader facts) : IRequestHandler<CancelQuestion, Result<Done>>
{
    public async Task<Result<Done>> Handle(CancelQuestion request, CancellationToken cancellationToken)
    {
        if (request.Id.Stage is not { } stage || facts.Current.Stage(stage) is null)
            return QuizErrors.Unknown;
        if (!request.By.MayActFor(stage))
            return AccessErrors.Forbidden;
        if (await questions.ReadAsync(request.Id, stage) is not { } question)
            return QuizErrors.Unknown;

        return await later.CancelAsync(question, CancelReasons.Withdrawn, request.By.Author) switch
        {
            WindowState.Voided when !question.Window.HasOpened => new Done(),
            WindowState.Unknown => QuizErrors.Unknown,
            _ => ScheduleErrors.Over,
        };
    }
}
