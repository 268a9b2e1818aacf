using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Broadcast.Api.Stages;

/// <summary>An encoder's key for publishing: 160 random bits, safe in a URL. Only its digest is stored: the key is shown once.</summary>
internal readonly record struct StreamKey
{
    private StreamKey(string text) => Text = text;

    public string Text { get; }

    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    public static StreamKey Make() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(20)));

    /// <summary>Keeps the key out of log lines.</summary>
    public override string ToString() => "(stream key)";
}
