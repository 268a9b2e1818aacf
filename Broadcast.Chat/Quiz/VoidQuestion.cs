using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Windows;
using MediatR;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Calls a question off that was opened by mistake: while it runs, or when it has closed without a right option. Nobody wins, and its prize goes
/// back. Repeating it changes nothing.
/// </summary>
internal sealed record VoidQuestion(Actor By, QuestionId Id) : IRequest<Result<Done>>;

internal sealed class VoidQuestionHandler(QuestionStore questions, FactsReader facts) : IRequestHandler<VoidQuestion, Result<Done>>
{
    public async Task<Result<Done>> Handle(VoidQuestion request, CancellationToken cancellationToken)
    {
        if (request.Id.Stage is not { } stage || facts.Current.Stage(stage) is null)
            return QuizErrors.Unknown;
        if (!request.By.MayActFor(stage))
            return AccessErrors.Forbidden;

        // A question past its time is closed, also when the clock has not come round to it: its winners are drawn.
        await questions.CloseIfOverAsync(request.Id, stage);
        return await questions.CallOffAsync(request.Id, stage, request.By.Author) switch
        {
            WindowState.Voided => new Done(),
            WindowState.Unknown => QuizErrors.Unknown,
            WindowState.Scheduled => ScheduleErrors.Early,
            _ => QuizErrors.Closed,
        };
    }
}
