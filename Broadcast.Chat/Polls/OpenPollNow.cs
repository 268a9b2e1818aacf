using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Windows;
using MediatR;

namespace Broadcast.Chat.Polls;

/// <summary>Opens a scheduled poll before its time. Repeating it changes nothing.</summary>
internal sealed record OpenPollNow(Actor By, PollId Id) : IRequest<Result<Done>>;

internal sealed class OpenPollNowHandler(WindowStore windows, LaterPolls later, FactsReader facts) : IRequestHandler<OpenPollNow, Result<Done>>
{
    public async Task<Result<Done>> Handle(OpenPollNow request, CancellationToken cancellationToken)
    {
        if (request.Id.Stage is not { } stage || facts.Current.Stage(stage) is null)
            return PollErrors.Unknown;
        if (!request.By.MayActFor(stage))
            return AccessErrors.Forbidden;
        if (await windows.ReadAsync(PollStore.Ref(request.Id, stage)) is not { } window)
            return PollErrors.Unknown;

        var state = window.State;
        if (state == WindowState.Scheduled)
            state = await later.OpenAsync(window, request.By.Author);
        return state switch
        {
            WindowState.Open => new Done(),
            WindowState.Scheduled => PollErrors.Busy,
            WindowState.Unknown => PollErrors.Unknown,
            _ => ScheduleErrors.Over,
        };
    }
}
