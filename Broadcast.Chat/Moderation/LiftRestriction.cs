using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Tokens;
using MediatR;

namespace Broadcast.Chat.Moderation;

/// <summary>Ends a person's restrictions.</summary>
internal sealed record LiftRestriction(Caller Caller, RoomId Room, ViewerId Viewer) : IRequest<Result<Done>>;

/// <summary>
/// A lift of a timeout is one of its room. A lift of a ban or a shadow by somebody who moderates all rooms is one of all rooms: it ends all that
/// is imposed on the person, for which the moderator must have every right. A room that it does not reach, or reaches too late, learns of it
/// from the facts; the caller hears of it, and may repeat the lift.
/// </summary>
internal sealed class LiftRestrictionHandler(RestrictionStore store, FactsReader facts, TimeProvider time, ChatMetrics metrics)
    : IRequestHandler<LiftRestriction, Result<Done>>
{
    public async Task<Result<Done>> Handle(LiftRestriction request, CancellationToken cancellationToken)
    {
        var (caller, view, now) = (request.Caller, facts.Current, time.GetUtcNow().ToUnixTimeMilliseconds());
        var allRooms = ModerationRights.IsEverywhere(caller);
        var held = await store.OfAsync(request.Room, request.Viewer, now);
        // Bans and shadows are in the facts as well, if Redis has lost the room's.
        List<(string Kind, bool Everywhere)> ends =
            [.. held.Select(one => (one.Kind, one.Everywhere)), .. view.Restrictions(request.Viewer, request.Room, now).Select(one => (one.Kind, one.Room is null))];
        if (ends.Any(one => one.Everywhere) && !allRooms)
            return AccessErrors.Forbidden;

        var elsewhere = allRooms ? await ElsewhereAsync(request, now) : [];
        // A lift of all rooms that did not reach them all finds nothing more in this one.
        var everywhere = allRooms && (ends.Count > 0 ? ends.Any(one => one.Kind != RestrictionKinds.Timeout) : elsewhere.Any(one => one.Everywhere));
        var acts = ends.Concat(everywhere ? elsewhere : []).Select(one => one.Kind).DefaultIfEmpty(ModerationRights.Timeout)
            .Select(kind => ModerationAct.For(caller, view, request.Room, kind)).ToList();
        if (acts.Find(act => act.Failed).Error is { } refusal)
            return refusal;
        if (ends.Count == 0 && !everywhere)
            return new Done();

        var act = acts[0].Value!;
        await store.LiftAsync(act, request.Viewer, held.Select(one => one.Name).FirstOrDefault(""), everywhere, copy: false);
        if (everywhere)
            await Task.WhenAll(OtherRooms(request).Select(room => store.LiftAsync(act with { Room = room }, request.Viewer, "", everywhere, copy: true)));

        metrics.Moderated.Add(1, new KeyValuePair<string, object?>("act", ModerationActions.Lift));
        return new Done();
    }

    private IEnumerable<RoomId> OtherRooms(LiftRestriction request) => facts.Current.Rooms.Where(room => room != request.Room);

    /// <summary>What is imposed on the person in the other rooms, as far as they answer.</summary>
    private async Task<IReadOnlyList<(string Kind, bool Everywhere)>> ElsewhereAsync(LiftRestriction request, long now)
    {
        var held = await Task.WhenAll(OtherRooms(request).Select(OfAsync));
        return [.. held.SelectMany(one => one).Select(one => (one.Kind, one.Everywhere))];

        async Task<IReadOnlyList<Restriction>> OfAsync(RoomId room)
        {
            try
            {
                return await store.OfAsync(room, request.Viewer, now);
            }
            catch (Exception exception) when (RedisAway.Is(exception))
            {
                // The lift does not reach the room either, and the caller hears of that.
                return [];
            }
        }
    }
}
