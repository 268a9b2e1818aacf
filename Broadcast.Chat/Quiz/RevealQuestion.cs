using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Windows;
using MediatR;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Shows a closed question's result. Before the winners are in the database the wish is remembered, and the event comes with them; this
/// waits a moment for it, so that a caller who reads the question next sees the result.
/// </summary>
internal sealed record RevealQuestion(Actor By, QuestionId Id) : IRequest<Result<Done>>;

internal sealed class RevealQuestionHandler(QuestionStore questions, FactsReader facts, ShowTime showTime, TimeProvider time)
    : IRequestHandler<RevealQuestion, Result<Done>>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    public async Task<Result<Done>> Handle(RevealQuestion request, CancellationToken cancellationToken)
    {
        if (request.Id.Stage is not { } stage || facts.Current.Stage(stage) is null)
            return QuizErrors.Unknown;
        if (!request.By.MayActFor(stage))
            return AccessErrors.Forbidden;

        // A question past its time is closed, also when the clock has not come round to it.
        await questions.CloseIfOverAsync(request.Id, stage);
        var started = time.GetTimestamp();
        while (true)
        {
            if (await questions.ReadAsync(request.Id, stage) is not { } question)
                return QuizErrors.Unknown;

            // A mark stays: what was read with one has one.
            if (question.Window is { State: WindowState.Closed, Lacks: true })
                return QuizErrors.Unmarked;

            var state = await questions.RevealAsync(question, await showTime.OfAsync(stage), request.By.Author);
            switch (state)
            {
                case WindowState.Open or WindowState.Paused:
                    return QuizErrors.Open;
                case WindowState.Scheduled:
                    return ScheduleErrors.Early;
                case WindowState.Voided:
                    return QuizErrors.Voided;
                case WindowState.Unknown:
                    return QuizErrors.Unknown;
                case WindowState.Closed or WindowState.Doubtful when time.GetElapsedTime(started) < Patience:
                    await Task.Delay(Glance, time, cancellationToken);
                    break;
                case WindowState.Sealed:
                    break;
                default:
                    return new Done();
            }
        }
    }
}
