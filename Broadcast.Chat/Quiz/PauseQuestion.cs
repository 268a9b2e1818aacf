using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Time;
using Broadcast.Chat.Windows;
using MediatR;

namespace Broadcast.Chat.Quiz;

/// <summary>Stops the time of an open question, or lets it go on. Repeating it changes nothing.</summary>
internal sealed record PauseQuestion(Actor By, QuestionId Id, bool Resume) : IRequest<Result<Done>>;

internal sealed class PauseQuestionHandler(QuestionStore questions, FactsReader facts, ShowTime showTime, DisciplinedClock clock)
    : IRequestHandler<PauseQuestion, Result<Done>>
{
    public async Task<Result<Done>> Handle(PauseQuestion request, CancellationToken cancellationToken)
    {
        if (request.Id.Stage is not { } stage || facts.Current.Stage(stage) is null)
            return QuizErrors.Unknown;
        if (!request.By.MayActFor(stage))
            return AccessErrors.Forbidden;

        // A question past its time is closed, also when the clock has not come round to it.
        await questions.CloseIfOverAsync(request.Id, stage);
        while (true)
        {
            if (await questions.ReadAsync(request.Id, stage) is not { } question)
                return QuizErrors.Unknown;

            var state = await StepAsync(question, request, stage);
            if (state != WindowStore.Again)
                return state == (request.Resume ? WindowState.Open : WindowState.Paused) ? new Done() : Refusal(state);
        }
    }

    private async Task<string> StepAsync(Question question, PauseQuestion request, StageId stage)
    {
        var (window, author) = (question.Window, request.By.Author);
        if (window.State == WindowState.Open && !request.Resume)
            return await questions.PauseAsync(question, await showTime.OfAsync(stage), author);
        if (window is { State: WindowState.Paused, PausedAt: { } pausedAt } && request.Resume)
        {
            // Another node may have paused it: what the two may differ by is given to those who answer.
            var paused = Math.Max(0, (clock.GetUtcNow() + clock.Uncertainty).ToUnixTimeMilliseconds() - pausedAt);
            return await questions.ResumeAsync(question, paused, await showTime.OfAsync(stage), author);
        }

        return window.State;
    }

    private static Error Refusal(string state) => state switch
    {
        WindowState.Voided => QuizErrors.Voided,
        WindowState.Unknown => QuizErrors.Unknown,
        WindowState.Scheduled => ScheduleErrors.Early,
        _ => QuizErrors.Closed,
    };
}
