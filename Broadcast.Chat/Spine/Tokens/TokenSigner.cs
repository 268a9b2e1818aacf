using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Chat.Spine.Tokens;

/// <summary>Signs our own tokens, for staff and viewers: JWS (RFC 7515) with HMAC-SHA-256.</summary>
internal sealed class TokenSigner(IOptions<TokenOptions> options, TimeProvider time)
{
    /// <summary><c>iss</c> and <c>aud</c> of our own tokens.</summary>
    public const string Issuer = "livefestival";

    /// <summary>The claim for <see cref="TokenSubject.PersonIssuedAt"/>.</summary>
    public const string PersonIssuedAt = "person_iat";

    /// <summary>The claim for <see cref="TokenSubject.Proof"/>.</summary>
    public const string Proof = "proof";

    /// <summary>The claim for <see cref="TokenSubject.SignedInAt"/>, as OpenID Connect names it.</summary>
    public const string SignedInAt = "auth_time";

    /// <summary>The claim for <see cref="TokenSubject.SiteSession"/>.</summary>
    public const string SiteSession = "site_sid";

    /// <summary>The claim for <see cref="TokenSubject.SiteName"/>.</summary>
    public const string SiteName = "site";

    /// <param name="subject">The person or device that the token names.</param>
    /// <param name="lifetime">The time from now to the expiry.</param>
    /// <param name="audience">The <c>aud</c> claim; the default is for rooms and API.</param>
    public string Sign(TokenSubject subject, TimeSpan lifetime, string audience = Issuer)
    {
        var key = options.Value.Keys[0];
        var now = time.GetUtcNow();
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            IssuedAt = now.UtcDateTime,
            Expires = now.Add(lifetime).UtcDateTime,
            Claims = Claims(subject),
            SigningCredentials = new SigningCredentials(key.ToSecurityKey(), SecurityAlgorithms.HmacSha256),
        });
    }

    private static Dictionary<string, object> Claims(TokenSubject subject)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = subject.Id,
            ["name"] = subject.Name,
            ["roles"] = subject.Roles,
            ["stages"] = subject.Stages,
            ["sid"] = subject.Session,
        };
        if (subject.Moderates.Length > 0)
            claims["moderates"] = subject.Moderates;
        if (subject.Proof != Tokens.Proof.None)
            claims[Proof] = subject.Proof.Word();
        if (subject.SignedInAt is { } signedIn)
            claims[SignedInAt] = signedIn;
        if (subject.SiteSession is { } site)
            claims[SiteSession] = site;
        if (subject.SiteName is { } siteName)
            claims[SiteName] = siteName;
        if (subject.PersonIssuedAt is { } issued)
            claims[PersonIssuedAt] = issued;
        if (subject.Location is { } location)
            (claims["province"], claims["county"], claims["village"]) = (location.Province, location.County, location.Village);
        return claims;
    }
}

/// <summary>The person or device that a token names.</summary>
/// <param name="Id"><c>sub</c>; begins with <c>guest:</c>, <c>person:</c>, <c>staff:</c> or, for a village site, <c>site:</c>.</param>
/// <param name="Name">The name shown beside their messages.</param>
/// <param name="Roles">Names of <see cref="Roles"/>; empty for viewers.</param>
/// <param name="Stages">The stages that an anchor acts for, or whose rooms a moderator is limited to.</param>
/// <param name="Session"><c>sid</c>, by which the token can be revoked.</param>
internal sealed record TokenSubject(string Id, string Name, string[] Roles, string[] Stages, string Session)
{
    public const string SitePrefix = "site:";

    public const string StaffPrefix = "staff:";

    /// <summary>The <see cref="ModerationRights"/> of a moderator; empty for others.</summary>
    public string[] Moderates { get; init; } = [];

    /// <summary>Null for all but village sites.</summary>
    public SiteLocation? Location { get; init; }

    /// <summary>How strongly a person has proved to be one; <see cref="Proof.None"/> for all others.</summary>
    public Proof Proof { get; init; }

    /// <summary>When a person signed in, Unix seconds; every later ticket of the sign-in says the same. Null for others.</summary>
    public long? SignedInAt { get; init; }

    /// <summary>The <c>sid</c> of the tickets of the village site that signed a villager in: the token ends with them. Null for others.</summary>
    public string? SiteSession { get; init; }

    /// <summary>The name of that site.</summary>
    public string? SiteName { get; init; }

    /// <summary>The <c>iat</c> of the person's token for which this one was given, Unix seconds: it is revoked with that one.</summary>
    public long? PersonIssuedAt { get; init; }
}

internal static class TokenKeys
{
    public static SymmetricSecurityKey ToSecurityKey(this TokenKey key) => new(Convert.FromBase64String(key.Secret)) { KeyId = key.Id };
}
