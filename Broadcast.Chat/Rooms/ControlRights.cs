using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Rooms;

/// <summary>Who may watch the reports of stages: operators and auditors of all, anchors of their own.</summary>
internal static class ControlRights
{
    public static bool MayWatch(Caller caller) =>
        caller.Roles.Contains(Roles.Operator) || caller.Roles.Contains(Roles.Auditor) || caller.Roles.Contains(Roles.Anchor);

    public static bool MayWatch(Caller caller, StageId stage) => caller.MayActFor(stage) || caller.Roles.Contains(Roles.Auditor);
}
