using System.Security.Claims;
using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Tokens;

/// <summary>Who calls, by a verified token. Nothing else in a request says who somebody is.</summary>
internal sealed record Caller
{
    public required ViewerId Id { get; init; }

    public required string Name { get; init; }

    public required CallerKind Kind { get; init; }

    public required IReadOnlySet<string> Roles { get; init; }

    public required IReadOnlySet<string> Stages { get; init; }

    /// <summary>True for the anchors of a stage and for operators.</summary>
    public bool MayActFor(StageId stage) =>
        Roles.Contains(Tokens.Roles.Operator) || (Roles.Contains(Tokens.Roles.Anchor) && Stages.Contains(stage.Value));

    /// <summary>The role shown beside the name; null for viewers.</summary>
    public string? Badge =>
        Roles.Contains(Tokens.Roles.Anchor) ? Tokens.Roles.Anchor
        : Roles.Contains(Tokens.Roles.Operator) ? Tokens.Roles.Operator
        : Roles.Contains(Tokens.Roles.Moderator) ? Tokens.Roles.Moderator
        : null;

    /// <summary>Null when the principal carries no valid token of ours or of a configured issuer.</summary>
    public static Caller? From(ClaimsPrincipal? principal)
    {
        if (principal?.Identity is not { IsAuthenticated: true } || !ViewerId.TryParse(principal.FindFirstValue("sub"), null, out var id))
            return null;

        var ours = principal.FindFirstValue("iss") == TokenSigner.Issuer;
        var kind = !ours ? CallerKind.Person
            : id.Value.StartsWith("guest:", StringComparison.Ordinal) ? CallerKind.Guest
            : CallerKind.Staff;
        return new Caller
        {
            Id = id,
            Name = principal.FindFirstValue("name") is { Length: > 0 } name ? name : id.Value,
            Kind = kind,
            Roles = kind == CallerKind.Staff ? Values(principal, "roles") : new HashSet<string>(StringComparer.Ordinal),
            Stages = kind == CallerKind.Staff ? Values(principal, "stages") : new HashSet<string>(StringComparer.Ordinal),
        };
    }

    private static HashSet<string> Values(ClaimsPrincipal principal, string type) =>
        principal.FindAll(type).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
}

/// <summary>How well a caller is known.</summary>
internal enum CallerKind
{
    /// <summary>Took a guest's ticket; proves nothing.</summary>
    Guest,

    /// <summary>Signed in with a configured issuer.</summary>
    Person,

    /// <summary>Signed in with us.</summary>
    Staff,
}
