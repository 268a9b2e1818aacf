using System.Security.Cryptography;

namespace Broadcast.Ingest.Monitor.Posters;

/// <summary>A picture of a channel.</summary>
/// <param name="At">Channel time of the frame, Unix milliseconds.</param>
/// <param name="Jpeg">640 pixels wide.</param>
internal sealed record Poster(long At, ReadOnlyMemory<byte> Jpeg)
{
    /// <summary>A strong entity tag (RFC 9110, 8.8.3), with its quotes.</summary>
    public string Tag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(Jpeg.Span))[..16]}\"";
}
