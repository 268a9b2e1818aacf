using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Chat.Tokens;

/// <summary>Mints tokens of the one format, for staff and viewers: a JWS (RFC 7515) with HMAC-SHA-256.</summary>
internal sealed class TokenSigner(IOptions<TokenOptions> options, TimeProvider time)
{
    /// <summary><c>iss</c> and <c>aud</c> of our own tokens.</summary>
    public const string Issuer = "livefestival";

    /// <param name="subject">Whom it is for.</param>
    /// <param name="lifetime">How long it is good.</param>
    /// <param name="audience">What it is good for, if not for rooms and API.</param>
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
        if (subject.Place is { } place)
            (claims["province"], claims["county"], claims["village"]) = (place.Province, place.County, place.Village);
        return claims;
    }
}

/// <summary>Whom a token is for.</summary>
/// <param name="Id"><c>sub</c>; a guest's begins with <c>guest:</c>, staff's with <c>staff:</c>, a village site's with <c>site:</c>.</param>
/// <param name="Name">Shown beside what they say.</param>
/// <param name="Roles">Names of <see cref="Roles"/>; empty for viewers.</param>
/// <param name="Stages">The stages that an anchor acts for, or whose rooms a moderator is limited to.</param>
/// <param name="Session"><c>sid</c>, by which the token can be revoked.</param>
internal sealed record TokenSubject(string Id, string Name, string[] Roles, string[] Stages, string Session)
{
    public const string SitePrefix = "site:";

    public const string StaffPrefix = "staff:";

    /// <summary>What a moderator may do.</summary>
    public string[] Moderates { get; init; } = [];

    /// <summary>Where a village site is; null for everybody else.</summary>
    public SitePlace? Place { get; init; }
}

internal static class TokenKeys
{
    public static SymmetricSecurityKey ToSecurityKey(this TokenKey key) => new(Convert.FromBase64String(key.Secret)) { KeyId = key.Id };
}
