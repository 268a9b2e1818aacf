using System.Security.Claims;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Door;

/// <summary>A caller and a stage that the caller may act for.</summary>
internal sealed record Acting(Caller Caller, StageId Stage)
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

        return caller.MayActFor(found.Value) ? new Acting(caller, found.Value) : AccessErrors.Forbidden;
    }
}
