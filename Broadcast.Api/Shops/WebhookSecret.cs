using System.Security.Cryptography;

namespace Broadcast.Api.Shops;

/// <summary>The secret of a shop's messages, 256 random bits, as the Standard Webhooks write it: <c>whsec_</c> and base64.</summary>
internal sealed class WebhookSecret(byte[] key)
{
    private const string Prefix = "whsec_";
    private const int Size = 32;

    public byte[] Key => key;

    public string Text => $"{Prefix}{Convert.ToBase64String(key)}";

    public static WebhookSecret Make() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Keeps the secret out of log lines.</summary>
    public override string ToString() => "(webhook secret)";
}
