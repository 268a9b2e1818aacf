using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using MediatR;

namespace Broadcast.Chat.Moderation;

/// <summary>Sets who may talk in a room, how often, and whether messages wait for a moderator.</summary>
internal sealed record SetRoomMode(Actor By, RoomId Room, RoomMode Mode) : IRequest<Result<Done>>;

internal sealed class SetRoomModeHandler(ModerationStore store, FactsReader facts, ChatMetrics metrics) : IRequestHandler<SetRoomMode, Result<Done>>
{
    private const int Slowest = 3600;
    private const int LongestFollowed = 30 * 24 * 60;

    public async Task<Result<Done>> Handle(SetRoomMode request, CancellationToken cancellationToken)
    {
        var act = ModerationAct.For(request.By, facts.Current, request.Room, ModerationRights.Mode);
        if (act.Failed)
            return act.Error;
        if (request.Mode.Chat is null || !ChatModes.All.Contains(request.Mode.Chat, StringComparer.Ordinal))
            return ModerationErrors.Chat;
        if (request.Mode.SlowSeconds is < 0 or > Slowest)
            return ModerationErrors.Slow;
        if (request.Mode.FollowedMinutes is < 0 or > LongestFollowed)
            return ModerationErrors.Followed;

        if (await store.SetModeAsync(act.Value, request.Mode, facts.Current.Mode(request.Room)))
            metrics.Moderated.Add(1, new KeyValuePair<string, object?>("act", ModerationActions.Mode));
        return new Done();
    }
}
