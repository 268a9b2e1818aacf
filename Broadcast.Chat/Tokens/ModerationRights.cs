using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Tokens;

/// <summary>
/// What somebody may do against talk, act by act. Operators may do all everywhere. A moderator has the rights that the account names, in its
/// stages' rooms, or in all rooms if it names no stage. An anchor keeps order on the own stage, and bans nobody.
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

    private static readonly string[] OfAnchors = [Remove, Timeout, Review, Mode];

    /// <param name="caller">Who acts.</param>
    /// <param name="stage">The stage whose room it is; null for a relay's.</param>
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

    public static bool May(Caller caller, string right, StageId? stage) => Of(caller, stage).Contains(right, StringComparer.Ordinal);

    /// <summary>Whether what the caller decides about a person holds in all rooms.</summary>
    public static bool IsEverywhere(Caller caller) =>
        caller.Roles.Contains(Roles.Operator) || (caller.Roles.Contains(Roles.Moderator) && caller.Stages.Count == 0);
}
