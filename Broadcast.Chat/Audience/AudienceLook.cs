using System.Security.Claims;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Control;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Tokens;

namespace Broadcast.Chat.Audience;

/// <summary>Who may look at a room's audience beyond its number: operators and auditors at all, anchors at their stages'.</summary>
internal static class AudienceLook
{
    /// <summary>The room, for somebody who may look at it; or why not.</summary>
    public static Result<RoomId> At(ClaimsPrincipal user, FactsView facts, string room)
    {
        if (Caller.From(user) is not { } caller)
            return RoomErrors.Required;
        if (!RoomId.TryParse(room, null, out var id) || !facts.Knows(id))
            return facts.HaveCome ? RoomErrors.Unknown : RoomErrors.Paused;

        return May(caller, facts.StageOf(id)?.Id) ? id : RoomErrors.Forbidden;
    }

    /// <param name="caller">Who looks; null without a token.</param>
    /// <param name="stage">The stage whose room it is; null for a relay's.</param>
    public static bool May(Caller? caller, StageId? stage) =>
        caller is not null
        && (caller.Roles.Contains(Roles.Operator) || caller.Roles.Contains(Roles.Auditor) || (stage is { } own && ControlRights.MayWatch(caller, own)));
}
