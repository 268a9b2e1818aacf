using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Windows;
using MediatR;

namespace Broadcast.Chat.Polls;

/// <summary>Ends a poll now, and shows its result.</summary>
internal sealed record ClosePoll(Actor By, PollId Id) : IRequest<Result<Done>>;

internal sealed class ClosePollHandler(PollStore polls, FactsReader facts, ShowTime showTime) : IRequestHandler<ClosePoll, Result<Done>>
{
    public async Task<Result<Done>> Handle(ClosePoll request, CancellationToken cancellationToken)
    {
        if (request.Id.Stage is not { } stage || facts.Current.Stage(stage) is null)
            return PollErrors.Unknown;
        if (!request.By.MayActFor(stage))
            return AccessErrors.Forbidden;

        return await polls.EndAsync(request.Id, stage, await showTime.OfAsync(stage), request.By.Author) switch
        {
            WindowState.Unknown => PollErrors.Unknown,
            WindowState.Scheduled => ScheduleErrors.Early,
            _ => new Done(),
        };
    }
}
