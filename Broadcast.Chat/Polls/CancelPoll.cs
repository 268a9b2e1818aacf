using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Windows;
using MediatR;

namespace Broadcast.Chat.Polls;

/// <summary>Cancels a scheduled poll before it opens. Repeating it changes nothing.</summary>
internal sealed record CancelPoll(Actor By, PollId Id) : IRequest<Result<Done>>;

internal sealed class CancelPollHandler(WindowStore windows, LaterPolls later, FactsReader facts) : IRequestHandler<CancelPoll, Result<Done>>
{
    public async Task<Result<Done>> Handle(CancelPoll request, CancellationToken cancellationToken)
    {
        if (request.Id.Stage is not { } stage || facts.Current.Stage(stage) is null)
            return PollErrors.Unknown;
        if (!request.By.MayActFor(stage))
            return AccessErrors.Forbidden;
        var poll = PollStore.Ref(request.Id, stage);
        if (await windows.ReadAsync(poll) is not { } window)
            return PollErrors.Unknown;

        return await later.CancelAsync(poll, CancelReasons.Withdrawn, request.By.Author) switch
        {
            WindowState.Voided when !window.HasOpened => new Done(),
            WindowState.Unknown => PollErrors.Unknown,
            _ => ScheduleErrors.Over,
        };
    }
}
