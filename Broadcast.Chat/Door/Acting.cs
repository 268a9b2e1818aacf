using System.Security.Claims;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Door;

/// <summary>A caller as an actor, and a stage for which it may act.</summary>
internal sealed record Acting(Actor By, StageId Stage)
{
    public static Result<Acting> For(ClaimsPrincipal user, FactsReader facts, string stage)
    {
        if (Caller.From(user) is not { } caller)
            return AccessErrors.Of(user);
        if (!RoomId.TryParse(stage, null, out var room))
            return RoomErrors.Unknown;
        var found = StageRooms.StageOf(facts.Current, room);
        if (found.Failed)
            return found.Error;

        var actor = Actor.Of(caller);
        return actor.MayActFor(found.Value) ? new Acting(actor, found.Value) : AccessErrors.Forbidden;
    }
}
