using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Keys;

/// <summary>
/// The key of <c>Keys:Root</c>, which seals other keys; what the key of <c>Keys:FormerRoot</c> has sealed, it still opens. Any thread may call.
/// </summary>
internal sealed class RootKey
{
    private readonly byte[] _key;
    private readonly byte[]? _former;

    public RootKey(IOptions<KeysOptions> options)
    {
        (_key, Mark) = Derive(options.Value.Root);
        if (options.Value.FormerRoot.Length > 0)
            (_former, FormerMark) = Derive(options.Value.FormerRoot);
    }

    /// <summary>Tells one root key from another, and nothing about the key.</summary>
    public string Mark { get; }

    /// <summary>Null without a former key.</summary>
    public string? FormerMark { get; }

    public byte[] Seal(string place, ReadOnlySpan<byte> plain) => AesSeal.Seal(_key, place, plain);

    /// <inheritdoc cref="AesSeal.Open"/>
    public byte[] Open(string place, ReadOnlySpan<byte> closed)
    {
        try
        {
            return AesSeal.Open(_key, place, closed);
        }
        catch (AuthenticationTagMismatchException) when (_former is not null)
        {
            return AesSeal.Open(_former, place, closed);
        }
    }

    /// <summary>The same content, sealed with the present key.</summary>
    public byte[] SealAgain(string place, ReadOnlySpan<byte> closed)
    {
        var plain = Open(place, closed);
        try
        {
            return Seal(place, plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static (byte[] Key, string Mark) Derive(string base64)
    {
        var root = Convert.FromBase64String(base64);
        return (
            HKDF.DeriveKey(HashAlgorithmName.SHA256, root, AesSeal.KeySize, info: "livefestival sealing"u8.ToArray()),
            Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, root, 16, info: "livefestival mark"u8.ToArray())));
    }
}
