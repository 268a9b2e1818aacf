using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using MediatR;

namespace Broadcast.Chat.Moderation;

/// <summary>Lets a held message into the room, or drops it.</summary>
internal sealed record ReviewMessage(Actor By, RoomId Room, string Held, bool Approve) : IRequest<Result<Done>>;

internal sealed class ReviewMessageHandler(ModerationStore store, FactsReader facts, ChatMetrics metrics) : IRequestHandler<ReviewMessage, Result<Done>>
{
    public async Task<Result<Done>> Handle(ReviewMessage request, CancellationToken cancellationToken)
    {
        var act = ModerationAct.For(request.By, facts.Current, request.Room, ModerationRights.Review);
        if (act.Failed)
            return act.Error;
        if (!HeldId.TryParse(request.Held, out var held) || !await store.DecideAsync(act.Value, held, request.Approve))
            return ModerationErrors.Held;

        metrics.Moderated.Add(1, new KeyValuePair<string, object?>("act", request.Approve ? ModerationActions.Approve : ModerationActions.Reject));
        return new Done();
    }
}
