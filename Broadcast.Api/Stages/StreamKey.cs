using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Broadcast.Api.Stages;

/// <summary>What an encoder publishes with: 160 bits of chance, safe in a URL. It exists in the answer that shows it, and nowhere else.</summary>
internal readonly record struct StreamKey
{
    private StreamKey(string text) => Text = text;

    public string Text { get; }

    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    public static StreamKey Make() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(20)));

    /// <summary>So that a key that slips into a log line stays unread.</summary>
    public override string ToString() => "(stream key)";
}
