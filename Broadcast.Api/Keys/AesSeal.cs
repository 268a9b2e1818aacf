using System.Security.Cryptography;
using System.Text;

namespace Broadcast.Api.Keys;

/// <summary>
/// Seals bytes with AES-256-GCM: a random nonce (12 bytes), the tag (16), then the ciphertext. The place where they are stored, such as
/// <c>DataKeys/7f…</c>, is authenticated too, so what is sealed for one row does not open in another.
/// </summary>
internal static class AesSeal
{
    public const int KeySize = 32;

    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] Seal(ReadOnlySpan<byte> key, string place, ReadOnlySpan<byte> plain)
    {
        var closed = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(closed.AsSpan(0, NonceSize), plain, closed.AsSpan(NonceSize + TagSize), closed.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(place));
        return closed;
    }

    /// <exception cref="CryptographicException">Another key, another place, or bytes that somebody has changed.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, string place, ReadOnlySpan<byte> closed)
    {
        if (closed.Length < NonceSize + TagSize)
            throw new CryptographicException("What is sealed here is cut short.");

        var plain = new byte[closed.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(closed[..NonceSize], closed[(NonceSize + TagSize)..], closed.Slice(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(place));
        return plain;
    }
}
