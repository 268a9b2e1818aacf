using System.Security.Claims;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Tokens;

namespace Broadcast.Chat.Rooms.Door;

/// <summary>Somebody who may act for a stage.</summary>
internal sealed record Acting(Caller Caller, StageId Stage)
{
    public static Result<Acting> For(ClaimsPrincipal user, FactsReader facts, string stage)
    {
        if (Caller.From(user) is not { } caller)
            return RoomErrors.Required;
        if (!RoomId.TryParse(stage, null, out var room))
            return RoomErrors.Unknown;
        var found = StageRooms.StageOf(facts.Current, room);
        if (found.Failed)
            return found.Error;

        return caller.MayActFor(found.Value) ? new Acting(caller, found.Value) : RoomErrors.Forbidden;
    }
}
