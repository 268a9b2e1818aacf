using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using MediatR;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Polls;

/// <summary>Opens a poll at once. One of a stage is open at a time.</summary>
internal sealed record OpenPoll(Caller Caller, StageId Stage, PollDraft Draft, string? Id) : IRequest<Result<PollOpenedReply>>;

internal sealed class OpenPollHandler(PollStore polls, ShowTime showTime, IOptions<RoomOptions> options) : IRequestHandler<OpenPoll, Result<PollOpenedReply>>
{
    public async Task<Result<PollOpenedReply>> Handle(OpenPoll request, CancellationToken cancellationToken)
    {
        if (!request.Caller.MayActFor(request.Stage))
            return AccessErrors.Forbidden;
        var (text, choices) = ((request.Draft.Text ?? "").Trim(), (request.Draft.Options ?? []).Select(option => (option ?? "").Trim()).ToList());
        if (!HasLength(text, 200))
            return PollErrors.Text;
        if (choices.Count is < 2 or > 6 || !choices.TrueForAll(option => HasLength(option, 80)))
            return PollErrors.Options;
        if (request.Draft.Seconds is < 3 or > 300)
            return PollErrors.Seconds;
        var once = Once.Of(request.Caller, Once.Poll, request.Id);
        if (once.Failed)
            return once.Error;

        var reply = await OpenAsync(request, text, choices, once.Value);
        // The one that is open may be past its time, and the clock has only not come round to it.
        if (reply.Offset == 0 && await polls.EndAsync(reply.Id, request.Stage, endsAt: null) is not Windows.WindowState.Open)
            reply = await OpenAsync(request, text, choices, once.Value);

        return reply.Offset == 0 ? PollErrors.Busy : new PollOpenedReply { Id = reply.Id, Offset = reply.Offset };
    }

    private async Task<(long Offset, PollId Id)> OpenAsync(OpenPoll request, string text, IReadOnlyList<string> choices, Once once)
    {
        var showAt = await showTime.OfAsync(request.Stage);
        var closesAt = showAt + (request.Draft.Seconds * 1000L);
        var opened = new PollOpened
        {
            Id = NewId.Poll(request.Stage),
            Stage = request.Stage,
            Text = text,
            Options = choices,
            ClosesAt = closesAt,
            AcceptUntil = closesAt + (long)options.Value.PictureDelay.TotalMilliseconds,
        };
        return await polls.OpenAsync(opened, showAt, Author.Of(request.Caller), once);
    }

    private static bool HasLength(string text, int longest) => text.Length > 0 && text.EnumerateRunes().Count() <= longest;
}
