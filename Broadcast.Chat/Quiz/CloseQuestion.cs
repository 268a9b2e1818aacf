using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Windows;
using MediatR;

namespace Broadcast.Chat.Quiz;

/// <summary>Ends a question's window: at once when an anchor says so; when the clock does (no caller), only if its time is over.</summary>
internal sealed record CloseQuestion(Caller? Caller, QuestionId Id) : IRequest<Result<Done>>;

internal sealed class CloseQuestionHandler(QuestionStore questions, FactsReader facts) : IRequestHandler<CloseQuestion, Result<Done>>
{
    public async Task<Result<Done>> Handle(CloseQuestion request, CancellationToken cancellationToken)
    {
        if (request.Id.Stage is not { } stage || facts.Current.Stage(stage) is null)
            return QuizErrors.Unknown;
        if (request.Caller is not null && !request.Caller.MayActFor(stage))
            return AccessErrors.Forbidden;

        var by = request.Caller is { } caller ? Author.Of(caller) : null;
        var state = await questions.CloseAsync(request.Id, stage, atOnce: request.Caller is not null, by);
        return state == WindowState.Unknown ? QuizErrors.Unknown : new Done();
    }
}
