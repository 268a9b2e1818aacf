using Broadcast.Chat.Contracts.Facts;
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
        List<(string Kind, bool Everywhere)> here = [.. held.Select(Scope), .. view.Restrictions(request.Viewer, request.Room, now).Select(Scope)];
        if (here.Any(one => one.Everywhere) && !allRooms)
            return AccessErrors.Forbidden;

        var (elsewhere, complete) = allRooms ? await ElsewhereAsync(request, now) : ([], true);
        // A lift of all rooms that did not reach them all finds nothing more in this one.
        var everywhere = allRooms && (here.Count > 0 ? here.Any(one => one.Kind != RestrictionKinds.Timeout) : elsewhere.Any(one => one.Everywhere));
        var acts = here.Concat(everywhere ? elsewhere : []).Select(one => one.Kind).DefaultIfEmpty(ModerationRights.Timeout)
            .Select(kind => ModerationAct.For(caller, view, request.Room, kind)).ToList();
        if (acts.Find(act => act.Failed).Error is { } refusal)
            return refusal;
        if (here.Count == 0 && !everywhere)
            return complete ? new Done() : RoomErrors.Paused;

        await LiftAsync(request, acts[0].Value!, held.Select(one => one.Name).FirstOrDefault(""), everywhere);
        return new Done();
    }

    private static (string Kind, bool Everywhere) Scope(Restriction held) => (held.Kind, held.Everywhere);

    private static (string Kind, bool Everywhere) Scope(RestrictionFact held) => (held.Kind, held.Room is null);

    private async Task LiftAsync(LiftRestriction request, ModerationAct act, string name, bool everywhere)
    {
        var since = await store.LiftAsync(act, request.Viewer, name, everywhere, since: null);
        if (everywhere)
            await Task.WhenAll(OtherRooms(request).Select(room => store.LiftAsync(act with { Room = room }, request.Viewer, "", everywhere, since)));
        metrics.Moderated.Add(1, new KeyValuePair<string, object?>("act", ModerationActions.Lift));
    }

    private IEnumerable<RoomId> OtherRooms(LiftRestriction request) => facts.Current.Rooms.Where(room => room != request.Room);

    /// <summary>What is imposed on the person in the other rooms, by the facts and by the rooms that answer; whether all of them have.</summary>
    private async Task<(IReadOnlyList<(string Kind, bool Everywhere)> Held, bool Complete)> ElsewhereAsync(LiftRestriction request, long now)
    {
        var rooms = await Task.WhenAll(OtherRooms(request).Select(OfAsync));
        return ([.. rooms.SelectMany(held => held ?? []).Select(Scope), .. facts.Current.Restrictions(request.Viewer, now).Select(Scope)], rooms.All(held => held is not null));

        async Task<IReadOnlyList<Restriction>?> OfAsync(RoomId room)
        {
            try
            {
                return await store.OfAsync(room, request.Viewer, now);
            }
            catch (Exception exception) when (RedisAway.Is(exception))
            {
                return null;
            }
        }
    }
}
