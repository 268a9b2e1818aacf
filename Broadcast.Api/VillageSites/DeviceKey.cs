using System.Security.Cryptography;
using System.Text;

namespace Broadcast.Api.VillageSites;

/// <summary>
/// The key with which a village site's device gets its tickets: 160 random bits in hex, which no spreadsheet takes for a formula. Only its
/// digest is stored, so it can be shown once.
/// </summary>
internal readonly record struct DeviceKey
{
    private const int Bytes = 20;

    private DeviceKey(string text) => Text = text;

    public string Text { get; }

    public string Digest => DigestOf(Text);

    public static DeviceKey Make() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)));

    public static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Makes the <c>sid</c> of all tickets of a new key.</summary>
    public static string NewSession() => $"site-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    /// <summary>Keeps the key out of log lines.</summary>
    public override string ToString() => "(device key)";
}
