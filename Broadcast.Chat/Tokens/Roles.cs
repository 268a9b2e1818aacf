namespace Broadcast.Chat.Tokens;

/// <summary>What staff may be; also the names of the authorization policies that ask for them.</summary>
internal static class Roles
{
    public const string Operator = "operator";
    public const string Anchor = "anchor";
    public const string Moderator = "moderator";
    public const string Shipper = "shipper";
    public const string Auditor = "auditor";

    public static IReadOnlyList<string> All { get; } = [Operator, Anchor, Moderator, Shipper, Auditor];
}
