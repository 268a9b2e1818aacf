using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Windows;
using MediatR;

namespace Broadcast.Chat.Quiz;

/// <summary>Ends a question's window: at once when somebody says so; when the clock does, only if its time is over.</summary>
internal sealed record CloseQuestion(Actor By, QuestionId Id, bool AtOnce = true) : IRequest<Result<Done>>;

internal sealed class CloseQuestionHandler(QuestionStore questions, FactsReader facts) : IRequestHandler<CloseQuestion, Result<Done>>
{
    public async Task<Result<Done>> Handle(CloseQuestion request, CancellationToken cancellationToken)
    {
        if (request.Id.Stage is not { } stage || facts.Current.Stage(stage) is null)
            return QuizErrors.Unknown;
        if (!request.By.MayActFor(stage))
            return AccessErrors.Forbidden;

        return await questions.CloseAsync(request.Id, stage, request.AtOnce, request.By.Author) switch
        {
            WindowState.Unknown => QuizErrors.Unknown,
            WindowState.Scheduled => ScheduleErrors.Early,
            _ => new Done(),
        };
    }
}
