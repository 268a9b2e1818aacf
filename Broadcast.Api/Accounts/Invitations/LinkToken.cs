using System.Security.Cryptography;
using System.Text;

namespace Broadcast.Api.Accounts.Invitations;

/// <summary>The secret of a link: 160 random bits in base32 (RFC 4648, lower case). It stands in the fragment of a URL, which no server sees, and in bodies.</summary>
internal static class LinkToken
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Length = 32;

    public static string Make() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>SHA-256 of the token, lower-case hex.</summary>
    public static string DigestOf(string? token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token?.Trim() ?? "")));
}
