using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Windows;
using MediatR;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Polls;

/// <summary>Opens a poll, at once or later. One of a stage is open at a time.</summary>
internal sealed record OpenPoll(Actor By, StageId Stage, PollDraft Draft, string? Id) : IRequest<Result<PollOpenedReply>>;

internal sealed class OpenPollHandler(PollStore polls, LaterPolls later, ShowTime showTime, IOptions<RoomOptions> options, TimeProvider time) : IRequestHandler<OpenPoll, Result<PollOpenedReply>>
{
    public async Task<Result<PollOpenedReply>> Handle(OpenPoll request, CancellationToken cancellationToken)
    {
        if (!request.By.MayActFor(request.Stage))
            return AccessErrors.Forbidden;
        var choice = new Choice(request.Draft.Text, request.Draft.Options);
        if (!choice.HasText)
            return PollErrors.Text;
        if (!choice.HasOptions)
            return PollErrors.Options;
        if (!Choice.MayLast(request.Draft.Seconds))
            return PollErrors.Seconds;
        var once = Once.Of(request.By.Id, Once.Poll, request.Id);
        if (once.Failed)
            return once.Error;

        if (request.Draft.OpensAt is { } opensAt)
        {
            // A command that is repeated may come when its time is over.
            if (await polls.OpenedByAsync(request.Stage, once.Value) is { } scheduled)
                return scheduled;
            return LaterWindow.FaultOf(opensAt, time.GetUtcNow(), options.Value) is { } fault
                ? fault
                : await later.ScheduleAsync(NewId.Poll(request.Stage), request.Stage, choice, request.Draft.Seconds, opensAt, request.By.Author, once.Value);
        }

        var reply = await OpenAsync(request, choice, once.Value);
        // The one that is open may be past its time, and the clock has only not come round to it.
        if (reply.Offset == 0 && await polls.EndAsync(reply.Id, request.Stage, endsAt: null) is not WindowState.Open)
            reply = await OpenAsync(request, choice, once.Value);

        return reply.Offset == 0 ? PollErrors.Busy : new PollOpenedReply { Id = reply.Id, Offset = reply.Offset };
    }

    private async Task<(long Offset, PollId Id)> OpenAsync(OpenPoll request, Choice choice, Once once)
    {
        var showAt = await showTime.OfAsync(request.Stage);
        var closesAt = showAt + (request.Draft.Seconds * 1000L);
        var opened = new PollOpened
        {
            Id = NewId.Poll(request.Stage),
            Stage = request.Stage,
            Text = choice.Text,
            Options = choice.Options,
            ClosesAt = closesAt,
            AcceptUntil = closesAt + (long)options.Value.PictureDelay.TotalMilliseconds,
        };
        return await polls.OpenAsync(opened, showAt, request.By.Author, once);
    }
}
