using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Broadcast.Api.Shops;

/// <summary>
/// The signature of Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA-256 over <c>id.timestamp.body</c>, written <c>v1,</c> and base64.
/// A header may have several, with blanks between them. Pure.
/// </summary>
internal static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <param name="key">The secret's bytes.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="timestamp">When it is sent, Unix seconds.</param>
    /// <param name="body">Its bytes.</param>
    public static string Of(byte[] key, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var digest = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        digest.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        digest.AppendData(body);
        return $"v1,{Convert.ToBase64String(digest.GetHashAndReset())}";
    }

    /// <summary>Whether one of the header's signatures is one of those that the keys make.</summary>
    public static bool Verifies(string header, IReadOnlyList<byte[]> keys, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var given = header.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isGood = false;
        foreach (var key in keys)
        {
            var wanted = Encoding.ASCII.GetBytes(Of(key, id, timestamp, body));
            // Every one is compared, whole: how long it takes says nothing.
            foreach (var signature in given)
                isGood |= CryptographicOperations.FixedTimeEquals(wanted, Encoding.UTF8.GetBytes(signature));
        }

        return isGood;
    }
}
