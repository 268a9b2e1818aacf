using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Text;

namespace Broadcast.Chat.Tokens;

/// <summary>Who calls, by a verified token. Nothing else in a request says who somebody is.</summary>
internal sealed record Caller
{
    /// <summary>As long as a guest may call themselves.</summary>
    private const int LongestName = 20;

    private static readonly IReadOnlySet<string> None = new HashSet<string>(StringComparer.Ordinal);

    public required ViewerId Id { get; init; }

    public required string Name { get; init; }

    public required CallerKind Kind { get; init; }

    public required IReadOnlySet<string> Roles { get; init; }

    public required IReadOnlySet<string> Stages { get; init; }

    /// <summary>For moderators: the <see cref="ModerationRights"/> that they were given.</summary>
    public IReadOnlySet<string> Moderates { get; init; } = None;

    /// <summary>Since when a person follows the account, Unix seconds, as their issuer says; null for who does not.</summary>
    public long? FollowedAt { get; init; }

    /// <summary>Where a village site is; null for everybody else.</summary>
    public SitePlace? Place { get; init; }

    /// <summary>The <c>sid</c> of our own tokens, by which they can be revoked.</summary>
    public string? Session { get; init; }

    /// <summary>The end of the token, Unix seconds.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>True for the anchors of a stage and for operators.</summary>
    public bool MayActFor(StageId stage) =>
        Roles.Contains(Tokens.Roles.Operator) || (Roles.Contains(Tokens.Roles.Anchor) && Stages.Contains(stage.Value));

    /// <summary>The word by which a village site is shown.</summary>
    public const string SiteBadge = "site";

    /// <summary>The role shown beside the name; null for viewers.</summary>
    public string? Badge =>
        Roles.Contains(Tokens.Roles.Anchor) ? Tokens.Roles.Anchor
        : Roles.Contains(Tokens.Roles.Operator) ? Tokens.Roles.Operator
        : Roles.Contains(Tokens.Roles.Moderator) ? Tokens.Roles.Moderator
        : Kind == CallerKind.Site ? SiteBadge
        : null;

    /// <summary>Null when the principal carries no valid token of ours or of a configured issuer.</summary>
    public static Caller? From(ClaimsPrincipal? principal)
    {
        if (principal?.Identity is not { IsAuthenticated: true } || principal.FindFirstValue("sub") is not { Length: > 0 } subject)
            return null;

        var issuer = principal.FindFirstValue("iss");
        return issuer == TokenSigner.Issuer ? Own(principal, subject) : Person(principal, issuer ?? "", subject);
    }

    private static Caller? Own(ClaimsPrincipal principal, string subject)
    {
        if (!ViewerId.TryParse(subject, null, out var id))
            return null;

        var kind = subject.StartsWith("guest:", StringComparison.Ordinal) ? CallerKind.Guest
            : subject.StartsWith(TokenSubject.SitePrefix, StringComparison.Ordinal) ? CallerKind.Site
            : CallerKind.Staff;
        return new Caller
        {
            Id = id,
            Name = principal.FindFirstValue("name") is { Length: > 0 } name ? name : subject,
            Kind = kind,
            Roles = kind == CallerKind.Staff ? Values(principal, "roles") : None,
            Stages = kind == CallerKind.Staff ? Values(principal, "stages") : None,
            Moderates = kind == CallerKind.Staff ? Values(principal, "moderates") : None,
            Place = kind == CallerKind.Site ? new SitePlace(Value(principal, "province"), Value(principal, "county"), Value(principal, "village")) : null,
            Session = principal.FindFirstValue("sid"),
            ExpiresAt = Seconds(principal, "exp"),
        };
    }

    /// <summary>
    /// An issuer's <c>sub</c> is anything, and two issuers may use the same: the id is derived from both, and cannot be taken for a
    /// guest's or staff's.
    /// </summary>
    private static Caller Person(ClaimsPrincipal principal, string issuer, string subject)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{subject}")))[..32];
        return new Caller
        {
            Id = ViewerId.Parse($"person:{digest}"),
            Name = PlainLine.Cut(principal.FindFirstValue("name"), LongestName) ?? digest[..6],
            Kind = CallerKind.Person,
            Roles = None,
            Stages = None,
            FollowedAt = Seconds(principal, "followed_at"),
            ExpiresAt = Seconds(principal, "exp"),
        };
    }

    private static long? Seconds(ClaimsPrincipal principal, string type) =>
        long.TryParse(principal.FindFirstValue(type), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static string Value(ClaimsPrincipal principal, string type) => principal.FindFirstValue(type) ?? "";

    private static HashSet<string> Values(ClaimsPrincipal principal, string type) =>
        principal.FindAll(type).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
}

/// <summary>How well a caller is known.</summary>
internal enum CallerKind
{
    /// <summary>Took a guest's ticket; proves nothing.</summary>
    Guest,

    /// <summary>A village site, by its device key.</summary>
    Site,

    /// <summary>Signed in with a configured issuer.</summary>
    Person,

    /// <summary>Signed in with us.</summary>
    Staff,
}
