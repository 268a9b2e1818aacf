using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Spine.Facts;

/// <summary>
/// Seals secrets that the facts carry to services without a database, so that Redis and its backups have them closed: AES-256-GCM, with keys
/// that are derived from <c>Tokens:Keys</c>, which all services share. The first key seals, all of them open. The nonce is an HMAC of the
/// content: equal content is equal when it is sealed again, and a part of the facts that has not changed is not sent again. Any thread may call.
/// </summary>
internal sealed class FactsSeal
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly IReadOnlyList<SealKey> _keys;

    public FactsSeal(IOptions<TokenOptions> options) => _keys = [.. options.Value.Keys.Select(key => Derive(Convert.FromBase64String(key.Secret)))];

    /// <param name="place">Whose secret it is, such as <c>platforms/t-1</c>: what is sealed for one does not open for another.</param>
    /// <param name="secret">Any text; its length can be seen.</param>
    public string Seal(string place, string secret)
    {
        var (key, plain) = (_keys[0], Encoding.UTF8.GetBytes(secret));
        var closed = new byte[NonceSize + TagSize + plain.Length];
        byte[] named = [.. Encoding.UTF8.GetBytes(place), 0, .. plain];
        HMACSHA256.HashData(key.Nonces, named).AsSpan(0, NonceSize).CopyTo(closed);
        using var aes = new AesGcm(key.Content, TagSize);
        aes.Encrypt(closed.AsSpan(0, NonceSize), plain, closed.AsSpan(NonceSize + TagSize), closed.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(place));
        return Convert.ToBase64String(closed);
    }

    /// <summary>Null when none of our keys opens it there: other services have other <c>Tokens:Keys</c>, or somebody has changed it.</summary>
    public string? Open(string place, string closed)
    {
        var bytes = new byte[closed.Length];
        if (!Convert.TryFromBase64String(closed, bytes, out var length) || length < NonceSize + TagSize)
            return null;

        foreach (var key in _keys)
            if (Open(key, place, bytes.AsSpan(0, length)) is { } secret)
                return secret;
        return null;
    }

    private static string? Open(SealKey key, string place, ReadOnlySpan<byte> closed)
    {
        var plain = new byte[closed.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key.Content, TagSize);
        try
        {
            aes.Decrypt(closed[..NonceSize], closed[(NonceSize + TagSize)..], closed.Slice(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(place));
        }
        catch (AuthenticationTagMismatchException)
        {
            // Sealed with another key, or elsewhere.
            return null;
        }

        return Encoding.UTF8.GetString(plain);
    }

    private static SealKey Derive(byte[] secret) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeySize, info: "livefestival facts sealing"u8.ToArray()),
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeySize, info: "livefestival facts nonces"u8.ToArray()));

    /// <param name="Content">Seals.</param>
    /// <param name="Nonces">Makes nonces of contents.</param>
    private sealed record SealKey(byte[] Content, byte[] Nonces);
}
