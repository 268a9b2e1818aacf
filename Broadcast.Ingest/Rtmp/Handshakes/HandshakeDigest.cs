using System.Security.Cryptography;

namespace Broadcast.Ingest.Rtmp.Handshakes;

/// <summary>
/// The digest that Flash-style clients hide in C1 and look for in S1 and S2. It authenticates nobody (its keys are public), but some
/// encoders disconnect without it. C1 and S1 consist of a time, a version, and a key block and a digest block of 764 bytes in either order.
/// </summary>
internal static class HandshakeDigest
{
    public const int Length = SHA256.HashSizeInBytes;
    private const int BlockLength = 764;

    /// <summary>Offsets at which the digest block may begin, in bytes.</summary>
    private static ReadOnlySpan<int> Blocks => [8 + BlockLength, 8];

    private static ReadOnlySpan<byte> ClientKey => "Genuine Adobe Flash Player 001"u8;

    private static ReadOnlySpan<byte> ServerKey => "Genuine Adobe Flash Media Server 001"u8;

    private static ReadOnlySpan<byte> KeyTail =>
    [
        0xF0, 0xEE, 0xC2, 0x4A, 0x80, 0x68, 0xBE, 0xE8, 0x2E, 0x00, 0xD0, 0xD1, 0x02, 0x9E, 0x7E, 0x57,
        0x6E, 0xEC, 0x5D, 0x2D, 0x29, 0x80, 0x6F, 0xAB, 0x93, 0xB8, 0xE6, 0x36, 0xCF, 0xEB, 0x31, 0xAE,
    ];

    /// <summary>Finds a client's digest. <paramref name="block"/> is the offset of its block, and of the server's.</summary>
    public static bool TryFind(ReadOnlySpan<byte> c1, out int block, out ReadOnlySpan<byte> digest)
    {
        Span<byte> expected = stackalloc byte[Length];
        foreach (var candidate in Blocks)
        {
            var at = Position(c1, candidate);
            Compute(c1, at, ClientKey, expected);
            if (!expected.SequenceEqual(c1.Slice(at, Length)))
                continue;

            block = candidate;
            digest = c1.Slice(at, Length);
            return true;
        }

        block = 0;
        digest = default;
        return false;
    }

    /// <summary>Writes the server's digest into a filled S1.</summary>
    public static void SignS1(Span<byte> s1, int block)
    {
        var at = Position(s1, block);
        Span<byte> digest = stackalloc byte[Length];
        Compute(s1, at, ServerKey, digest);
        digest.CopyTo(s1[at..]);
    }

    /// <summary>Writes the answer to the client's digest at the end of a filled S2.</summary>
    public static void SignS2(Span<byte> s2, ReadOnlySpan<byte> clientDigest)
    {
        Span<byte> fullKey = stackalloc byte[ServerKey.Length + KeyTail.Length];
        ServerKey.CopyTo(fullKey);
        KeyTail.CopyTo(fullKey[ServerKey.Length..]);

        Span<byte> key = stackalloc byte[Length];
        HMACSHA256.HashData(fullKey, clientDigest, key);
        HMACSHA256.HashData(key, s2[..^Length], s2[^Length..]);
    }

    private static int Position(ReadOnlySpan<byte> bytes, int block) =>
        (bytes[block] + bytes[block + 1] + bytes[block + 2] + bytes[block + 3]) % (BlockLength - Length - 4) + block + 4;

    private static void Compute(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> key, Span<byte> digest)
    {
        Span<byte> signed = stackalloc byte[Handshake.Length - Length];
        bytes[..at].CopyTo(signed);
        bytes[(at + Length)..Handshake.Length].CopyTo(signed[at..]);
        HMACSHA256.HashData(key, signed, digest);
    }
}
