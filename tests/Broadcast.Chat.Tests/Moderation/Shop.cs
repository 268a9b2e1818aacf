using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Chat.Tests.Moderation;

/// <summary>The login of a shop: signs tokens for persons, with the time since which they follow its account.</summary>
internal static class Shop
{
    public const string Issuer = "https://shop.example";
    public const string Audience = "festival";
    public static readonly string Key = Convert.ToBase64String(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());

    public static string Token(string subject, TimeSpan? followed)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = subject, ["name"] = subject };
        if (followed is { } since)
            claims["followed_at"] = DateTimeOffset.UtcNow.Subtract(since).ToUnixTimeSeconds();
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Expires = DateTime.UtcNow.AddHours(1),
            Claims = claims,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Convert.FromBase64String(Key)), SecurityAlgorithms.HmacSha256),
        });
    }
}
