using System.Security.Cryptography;
using System.Text;

namespace Broadcast.Api.VillageSites;

/// <summary>What a village site's device is let in with: 160 bits of chance, in hex, which no spreadsheet takes for a formula. It exists in the answer that shows it, and on the device.</summary>
internal readonly record struct DeviceKey
{
    private const int Bytes = 20;

    private DeviceKey(string text) => Text = text;

    public string Text { get; }

    public string Digest => DigestOf(Text);

    public static DeviceKey Make() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)));

    public static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A <c>sid</c> for the tickets of a new key.</summary>
    public static string NewSession() => $"site-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    /// <summary>So that a key that slips into a log line stays unread.</summary>
    public override string ToString() => "(device key)";
}
