using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Tokens;
using MediatR;

namespace Broadcast.Chat.Moderation;

/// <summary>Ends what holds against a person.</summary>
internal sealed record LiftRestriction(Caller Caller, RoomId Room, ViewerId Viewer) : IRequest<Result<Done>>;

internal sealed class LiftRestrictionHandler(ModerationStore store, FactsReader facts, ChatMetrics metrics) : IRequestHandler<LiftRestriction, Result<Done>>
{
    public async Task<Result<Done>> Handle(LiftRestriction request, CancellationToken cancellationToken)
    {
        var held = await store.RestrictionAsync(request.Room, request.Viewer);
        // A Redis that has lost the room's restrictions has not lost the bans.
        var kept = facts.Current.Restriction(request.Viewer, request.Room, now: 0);
        var kind = held?.Kind ?? kept?.Kind;
        var act = ModerationAct.For(request.Caller, facts.Current, request.Room, kind ?? ModerationRights.Timeout);
        if (act.Failed)
            return act.Error;
        if (kind is null)
            return new Done();
        // What holds in all rooms is not ended in one.
        if (kept is { Room: null } && !ModerationRights.IsEverywhere(request.Caller))
            return RoomErrors.Forbidden;

        var everywhere = kind != RestrictionKinds.Timeout && ModerationRights.IsEverywhere(request.Caller);
        await store.LiftAsync(act.Value, request.Viewer, held?.Name ?? "", everywhere, copy: false);
        if (everywhere)
            foreach (var room in facts.Current.Rooms.Where(room => room != request.Room))
                await store.LiftAsync(act.Value with { Room = room }, request.Viewer, "", everywhere, copy: true);

        metrics.Moderated.Add(1, new KeyValuePair<string, object?>("act", ModerationActions.Lift));
        return new Done();
    }
}
