using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using MediatR;

namespace Broadcast.Chat.Moderation;

/// <summary>Removes a message for everybody.</summary>
internal sealed record RemoveMessage(Actor By, RoomId Room, long Offset, string? Reason) : IRequest<Result<Done>>;

internal sealed class RemoveMessageHandler(ModerationStore store, FactsReader facts, ChatMetrics metrics) : IRequestHandler<RemoveMessage, Result<Done>>
{
    public async Task<Result<Done>> Handle(RemoveMessage request, CancellationToken cancellationToken)
    {
        var act = ModerationAct.For(request.By, facts.Current, request.Room, ModerationRights.Remove, request.Reason);
        if (act.Failed)
            return act.Error;
        if (request.Offset < 1 || !await store.RemoveAsync(act.Value, request.Offset))
            return ModerationErrors.Message;

        metrics.Moderated.Add(1, new KeyValuePair<string, object?>("act", ModerationActions.Remove));
        return new Done();
    }
}
