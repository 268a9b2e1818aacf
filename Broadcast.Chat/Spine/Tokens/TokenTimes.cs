using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Chat.Spine.Tokens;

/// <summary>The times in tokens: a NumericDate (RFC 7519, section 2) is a number of Unix seconds, which may have a fraction.</summary>
internal static class TokenTimes
{
    /// <summary>Seconds by which the clock of another issuer may differ from ours. Our own tokens have none.</summary>
    public const long Leeway = 60;

    /// <summary>The last second of the year 9999, the last that a date can name. Later times count as this one.</summary>
    public const long Last = 253_402_300_799;

    /// <summary>Whole Unix seconds, <see cref="Last"/> at most; null when the text is no time.</summary>
    public static long? Read(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds)
            ? (long)Math.Min(Math.Floor(seconds), Last)
            : null;

    /// <summary>True from <c>nbf</c>, if there is one, until <c>exp</c>, which there must be.</summary>
    public static bool Hold(SecurityToken token, DateTimeOffset now)
    {
        if (token is not JsonWebToken known || Claim(known, JwtRegisteredClaimNames.Exp) is not { } expires)
            return false;

        var leeway = known.Issuer == TokenSigner.Issuer ? 0 : Leeway;
        var seconds = now.ToUnixTimeSeconds();
        return expires + leeway > seconds
            && (!known.TryGetClaim(JwtRegisteredClaimNames.Nbf, out _) || Claim(known, JwtRegisteredClaimNames.Nbf) - leeway <= seconds);
    }

    private static long? Claim(JsonWebToken token, string name) => token.TryGetClaim(name, out var claim) ? Read(claim.Value) : null;
}
