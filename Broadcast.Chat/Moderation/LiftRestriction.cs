using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Tokens;
using MediatR;

namespace Broadcast.Chat.Moderation;

/// <summary>Ends what is imposed on a person in a room, or in all rooms.</summary>
internal sealed record LiftRestriction(Actor By, RoomId Room, ViewerId Viewer) : IRequest<Result<Done>>;

/// <summary>
/// A timeout is lifted in its room. When somebody who moderates all rooms lifts a ban or a shadow, everything that is imposed on the person
/// ends in all rooms; the caller needs the right of each kind. A caller without all three rights gets <c>room.paused</c> while a room does not
/// answer. A room that the lift does not reach in time ends its copy by the facts, and the caller gets <c>room.paused</c> and may repeat it.
/// </summary>
internal sealed class LiftRestrictionHandler(RestrictionStore store, FactsReader facts, TimeProvider time, ChatMetrics metrics)
    : IRequestHandler<LiftRestriction, Result<Done>>
{
    public async Task<Result<Done>> Handle(LiftRestriction request, CancellationToken cancellationToken)
    {
        var (by, view, now) = (request.By, facts.Current, time.GetUtcNow().ToUnixTimeMilliseconds());
        var allRooms = by.ModeratesEverywhere();
        var held = await store.OfAsync(request.Room, request.Viewer, now);
        List<(string Kind, bool Everywhere)> here = [.. held.Select(Scope), .. view.Restrictions(request.Viewer, request.Room, now).Select(Scope)];
        if (here.Any(one => one.Everywhere) && !allRooms)
            return AccessErrors.Forbidden;

        var timeout = here.Count > 0 && here.All(one => one.Kind == RestrictionKinds.Timeout);
        var (elsewhere, complete) = allRooms && !timeout ? await ElsewhereAsync(request, now) : ([], true);
        // A lift of all rooms that did not reach them all finds nothing more in this one.
        var everywhere = allRooms && !timeout && (here.Count > 0 || elsewhere.Any(one => one.Everywhere));
        var acts = here.Concat(everywhere ? elsewhere : []).Select(one => one.Kind).DefaultIfEmpty(ModerationRights.Timeout)
            .Select(kind => ModerationAct.For(by, view, request.Room, kind)).ToList();
        if (acts.Find(act => act.Failed).Error is { } refusal)
            return refusal;
        var mayEnd = by.Restricts(view.StageOf(request.Room)?.Id);
        if (!complete && (!everywhere || mayEnd.Count < RestrictionKinds.All.Count))
            return RoomErrors.Paused;
        if (here.Count == 0 && !everywhere)
            return new Done();

        return await LiftAsync(request, acts[0].Value!, held.Select(one => one.Name).FirstOrDefault(""), everywhere, mayEnd) ? new Done() : AccessErrors.Forbidden;
    }

    private static (string Kind, bool Everywhere) Scope(Restriction held) => (held.Kind, held.Everywhere);

    private static (string Kind, bool Everywhere) Scope(RestrictionFact held) => (held.Kind, held.Room is null);

    /// <summary>False when something was imposed meanwhile that the caller may not end.</summary>
    private async Task<bool> LiftAsync(LiftRestriction request, ModerationAct act, string name, bool everywhere, IReadOnlyList<string> mayEnd)
    {
        if (await store.LiftAsync(act, request.Viewer, name, everywhere, mayEnd, since: null) is not { } since)
            return false;
        if (everywhere)
            await Task.WhenAll(OtherRooms(request).Select(room => store.LiftAsync(act with { Room = room }, request.Viewer, "", everywhere, mayEnd, since)));
        metrics.Moderated.Add(1, new KeyValuePair<string, object?>("act", ModerationActions.Lift));
        return true;
    }

    private IEnumerable<RoomId> OtherRooms(LiftRestriction request) => facts.Current.Rooms.Where(room => room != request.Room);

    /// <summary>Returns what the facts and the other rooms impose on the person, and whether every room has answered.</summary>
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
