using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using MediatR;

namespace Broadcast.Chat.Moderation;

/// <summary>Ends a person's restriction.</summary>
internal sealed record LiftRestriction(Caller Caller, RoomId Room, ViewerId Viewer) : IRequest<Result<Done>>;

internal sealed class LiftRestrictionHandler(ModerationStore store, FactsReader facts, ChatMetrics metrics) : IRequestHandler<LiftRestriction, Result<Done>>
{
    public async Task<Result<Done>> Handle(LiftRestriction request, CancellationToken cancellationToken)
    {
        var held = await store.RestrictionAsync(request.Room, request.Viewer);
        // Bans and shadows are in the facts as well, if Redis has lost the room's restrictions.
        var kept = facts.Current.Restriction(request.Viewer, request.Room, now: 0);
        var kind = held?.Kind ?? kept?.Kind;
        var act = ModerationAct.For(request.Caller, facts.Current, request.Room, kind ?? ModerationRights.Timeout);
        if (act.Failed)
            return act.Error;
        var everywhere = kind != RestrictionKinds.Timeout && ModerationRights.IsEverywhere(request.Caller);
        // A lift that did not reach all rooms may be repeated, and finds nothing more in this one.
        if (kind is null && !(everywhere && await IsRestrictedElsewhereAsync(request)))
            return new Done();
        // A restriction of all rooms is ended only by those who moderate all rooms.
        if (kept is { Room: null } && !ModerationRights.IsEverywhere(request.Caller))
            return AccessErrors.Forbidden;

        await store.LiftAsync(act.Value, request.Viewer, held?.Name ?? "", everywhere, copy: false);
        if (everywhere)
            await Task.WhenAll(OtherRooms(request).Select(room => store.LiftAsync(act.Value with { Room = room }, request.Viewer, "", everywhere, copy: true)));

        metrics.Moderated.Add(1, new KeyValuePair<string, object?>("act", ModerationActions.Lift));
        return new Done();
    }

    private IEnumerable<RoomId> OtherRooms(LiftRestriction request) => facts.Current.Rooms.Where(room => room != request.Room);

    private async Task<bool> IsRestrictedElsewhereAsync(LiftRestriction request) =>
        (await Task.WhenAll(OtherRooms(request).Select(room => store.RestrictionAsync(room, request.Viewer)))).Any(found => found is not null);
}
