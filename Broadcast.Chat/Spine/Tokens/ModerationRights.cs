using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;

namespace Broadcast.Chat.Spine.Tokens;

/// <summary>
/// What a caller may do as a moderator of a room. An operator has every right of a room, in all rooms. A moderator has the rights that
/// the account lists, in the rooms of its stages, or in all rooms if it lists no stage. An anchor moderates the own stage's room, without
/// bans and shadows.
/// </summary>
internal static class ModerationRights
{
    public const string Remove = "remove";
    public const string Timeout = RestrictionKinds.Timeout;
    public const string Ban = RestrictionKinds.Ban;
    public const string Shadow = RestrictionKinds.Shadow;
    public const string Review = "review";
    public const string Mode = "mode";

    /// <summary>Change the word lists, which hold in all rooms.</summary>
    public const string Words = "words";

    public static IReadOnlyList<string> All { get; } = [Remove, Timeout, Ban, Shadow, Review, Mode, Words];

    private static readonly string[] InRooms = [Remove, Timeout, Ban, Shadow, Review, Mode];

    /// <summary>What an anchor may do in the own stage's room.</summary>
    public static IReadOnlyList<string> OfAnchors { get; } = [Remove, Timeout, Review, Mode];

    /// <param name="caller">The caller whose rights are asked for.</param>
    /// <param name="stage">The stage of the room; null for a relay's room.</param>
    public static IReadOnlyList<string> Of(Caller caller, StageId? stage)
    {
        if (caller.Roles.Contains(Roles.Operator))
            return InRooms;

        var own = stage is { } here && caller.Stages.Contains(here.Value);
        var rights = new List<string>();
        if (caller.Roles.Contains(Roles.Anchor) && own)
            rights.AddRange(OfAnchors);
        if (caller.Roles.Contains(Roles.Moderator) && (own || IsEverywhere(caller)))
            rights.AddRange(InRooms.Intersect(caller.Moderates, StringComparer.Ordinal).Except(rights, StringComparer.Ordinal));
        return rights;
    }

    /// <summary>
    /// True when the caller's bans and shadows hold in all rooms: operators, and moderators whose account lists no stage.
    /// </summary>
    public static bool IsEverywhere(Caller caller) =>
        caller.Roles.Contains(Roles.Operator) || (caller.Roles.Contains(Roles.Moderator) && caller.Stages.Count == 0);
}
