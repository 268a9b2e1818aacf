using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Chat.Spine.Tokens;

/// <summary>The caller, as a verified token names them. No other part of a request identifies a caller.</summary>
internal sealed record Caller
{
    /// <summary>Characters; the same limit as for a guest's name.</summary>
    private const int LongestName = 20;

    private const string PersonPrefix = "person:";

    private static readonly IReadOnlySet<string> None = new HashSet<string>(StringComparer.Ordinal);

    public required ViewerId Id { get; init; }

    public required string Name { get; init; }

    public required CallerKind Kind { get; init; }

    public required IReadOnlySet<string> Roles { get; init; }

    public required IReadOnlySet<string> Stages { get; init; }

    /// <summary>The <see cref="ModerationRights"/> that a moderator's account lists.</summary>
    public IReadOnlySet<string> Moderates { get; init; } = None;

    /// <summary>When a person began to follow the account, Unix seconds, as their issuer states it; null when they do not follow.</summary>
    public long? FollowedAt { get; init; }

    /// <summary>Null for callers other than village sites.</summary>
    public SiteLocation? Location { get; init; }

    /// <summary>How strongly the caller has proved to be a person.</summary>
    public Proof Proof { get; init; }

    /// <summary>The <c>sid</c> claim of our own tokens, by which they can be revoked; null for other tokens.</summary>
    public string? Session { get; init; }

    /// <summary>The session of the village site that signed a villager in, with which the token ends; null for others.</summary>
    public string? SiteSession { get; init; }

    /// <summary>When a person signed in with us, Unix seconds; null when the token does not say.</summary>
    public long? SignedInAt { get; init; }

    /// <summary>When the token was issued, Unix seconds; null when it does not say.</summary>
    public long? IssuedAt { get; init; }

    /// <summary>When the token expires, Unix seconds.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>Until when the token is accepted, Unix seconds: an issuer's some time longer, because its clock may differ.</summary>
    public long? AcceptedUntil => Kind == CallerKind.Person && Session is null ? Math.Min(ExpiresAt + TokenTimes.Leeway ?? TokenTimes.Last, TokenTimes.Last) : ExpiresAt;

    /// <summary>True for the anchors of a stage and for operators.</summary>
    public bool MayActFor(StageId stage) =>
        Roles.Contains(Tokens.Roles.Operator) || (Roles.Contains(Tokens.Roles.Anchor) && Stages.Contains(stage.Value));

    /// <summary>The badge of a village site.</summary>
    public const string SiteBadge = "site";

    /// <summary>The role, or <see cref="SiteBadge"/>, shown beside the name; null for other viewers.</summary>
    public string? Badge =>
        Roles.Contains(Tokens.Roles.Anchor) ? Tokens.Roles.Anchor
        : Roles.Contains(Tokens.Roles.Operator) ? Tokens.Roles.Operator
        : Roles.Contains(Tokens.Roles.Moderator) ? Tokens.Roles.Moderator
        : Kind == CallerKind.Site ? SiteBadge
        : null;

    /// <summary>Null when the principal carries no valid token of ours or of a configured issuer.</summary>
    public static Caller? From(ClaimsPrincipal? principal)
    {
        if (principal?.Identity is not { IsAuthenticated: true } || principal.FindFirstValue("sub") is not { } subject || string.IsNullOrWhiteSpace(subject))
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
            : IsPerson(id) ? CallerKind.Person
            : CallerKind.Staff;
        return new Caller
        {
            Id = id,
            Name = principal.FindFirstValue("name") is { Length: > 0 } name ? name : subject,
            Kind = kind,
            Roles = kind == CallerKind.Staff ? Values(principal, "roles") : None,
            Stages = kind == CallerKind.Staff ? Values(principal, "stages") : None,
            Moderates = kind == CallerKind.Staff ? Values(principal, "moderates") : None,
            Location = kind == CallerKind.Site ? new SiteLocation(Value(principal, "province"), Value(principal, "county"), Value(principal, "village")) : null,
            Proof = kind == CallerKind.Person ? ProofWords.Read(principal.FindFirstValue(TokenSigner.Proof)) ?? Proof.None : Proof.None,
            Session = principal.FindFirstValue("sid"),
            SiteSession = principal.FindFirstValue(TokenSigner.SiteSession),
            SignedInAt = Seconds(principal, TokenSigner.SignedInAt),
            IssuedAt = Seconds(principal, "iat"),
            ExpiresAt = Seconds(principal, "exp"),
        };
    }

    /// <summary>True for the ids of persons: those of issuers, and those who signed in with a code. Nobody else's begins like them.</summary>
    public static bool IsPerson(ViewerId id) => id.Value.StartsWith(PersonPrefix, StringComparison.Ordinal);

    /// <summary>The id of a person who is new here: 128 random bits, in the form of <see cref="PersonId"/>.</summary>
    public static ViewerId NewPersonId() => ViewerId.Parse($"{PersonPrefix}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}");

    /// <summary>The name of a person who has given none.</summary>
    public static string NameOf(ViewerId person) => person.Value[PersonPrefix.Length..][..6];

    /// <summary>
    /// A person's id, derived from issuer and subject, because two issuers may use the same <c>sub</c>. The prefix <c>person:</c> keeps it
    /// apart from the ids of guests and staff.
    /// </summary>
    public static ViewerId PersonId(string issuer, string subject) => ViewerId.Parse(
        $"{PersonPrefix}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{subject}")))[..32]}");

    private static Caller Person(ClaimsPrincipal principal, string issuer, string subject)
    {
        var id = PersonId(issuer, subject);
        return new Caller
        {
            Id = id,
            Name = PlainLine.Cut(principal.FindFirstValue("name"), LongestName) ?? NameOf(id),
            Kind = CallerKind.Person,
            Proof = Proof.Issuer,
            Roles = None,
            Stages = None,
            FollowedAt = Seconds(principal, "followed_at"),
            IssuedAt = Seconds(principal, "iat"),
            ExpiresAt = Seconds(principal, "exp"),
        };
    }

    private static long? Seconds(ClaimsPrincipal principal, string type) => TokenTimes.Read(principal.FindFirstValue(type));

    private static string Value(ClaimsPrincipal principal, string type) => principal.FindFirstValue(type) ?? "";

    private static HashSet<string> Values(ClaimsPrincipal principal, string type) =>
        principal.FindAll(type).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
}

/// <summary>How callers have proved who they are.</summary>
internal enum CallerKind
{
    /// <summary>By a guest's ticket, which proves nothing.</summary>
    Guest,

    /// <summary>As a village site, by its device key.</summary>
    Site,

    /// <summary>By a sign-in with a configured issuer, with a code that was sent to them, or by the village site that knows them.</summary>
    Person,

    /// <summary>By a sign-in with a staff account of this service.</summary>
    Staff,
}
