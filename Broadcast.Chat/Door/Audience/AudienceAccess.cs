using System.Security.Claims;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Door.Audience;

/// <summary>Who may read more of a room's audience than its size: operators and auditors of all rooms, anchors of their stages.</summary>
internal static class AudienceAccess
{
    /// <summary>Parses the room's id and checks that the caller may read its audience.</summary>
    public static Result<RoomId> Check(ClaimsPrincipal user, FactsView facts, string room)
    {
        if (Caller.From(user) is not { } caller)
            return AccessErrors.Of(user);
        if (!RoomId.TryParse(room, null, out var id) || !facts.Knows(id))
            return facts.HaveCome ? RoomErrors.Unknown : RoomErrors.Paused;

        return May(caller, facts.StageOf(id)?.Id) ? id : AccessErrors.Forbidden;
    }

    /// <param name="caller">Null without a token.</param>
    /// <param name="stage">The stage of the room; null for a relay's room.</param>
    public static bool May(Caller? caller, StageId? stage) =>
        caller is not null
        && (caller.Roles.Contains(Roles.Operator) || caller.Roles.Contains(Roles.Auditor) || (stage is { } own && ControlRights.MayWatch(caller, own)));
}
