using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Windows;
using MediatR;

namespace Broadcast.Chat.Quiz;

/// <summary>Opens a scheduled question before its time. Repeating it changes nothing.</summary>
internal sealed record OpenQuestionNow(Actor By, QuestionId Id) : IRequest<Result<Done>>;

internal sealed class OpenQuestionNowHandler(QuestionStore questions, LaterQuestions later, FactsReader facts) : IRequestHandler<OpenQuestionNow, Result<Done>>
{
    public async Task<Result<Done>> Handle(OpenQuestionNow request, CancellationToken cancellationToken)
    {
        if (request.Id.Stage is not { } stage || facts.Current.Stage(stage) is null)
            return QuizErrors.Unknown;
        if (!request.By.MayActFor(stage))
            return AccessErrors.Forbidden;
        if (await questions.ReadAsync(request.Id, stage) is not { } question)
            return QuizErrors.Unknown;

        var state = question.Window.State;
        if (state == WindowState.Scheduled)
            state = await later.OpenAsync(question, request.By.Author);
        return state switch
        {
            WindowState.Open => new Done(),
            WindowState.Scheduled => QuizErrors.Busy,
            WindowState.Unknown => QuizErrors.Unknown,
            _ => ScheduleErrors.Over,
        };
    }
}
