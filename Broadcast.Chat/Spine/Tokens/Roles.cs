namespace Broadcast.Chat.Spine.Tokens;

/// <summary>The roles of staff. Each is also the name of the authorization policy that requires it.</summary>
internal static class Roles
{
    public const string Operator = "operator";
    public const string Anchor = "anchor";
    public const string Moderator = "moderator";
    public const string Shipper = "shipper";
    public const string Auditor = "auditor";

    public static IReadOnlyList<string> All { get; } = [Operator, Anchor, Moderator, Shipper, Auditor];
}
