using System.Security.Cryptography;

namespace Broadcast.Ingest.Channels;

/// <summary>Names initialisation segments by their content, so that the same one is fetched once.</summary>
internal static class InitName
{
    public static string Of(ReadOnlySpan<byte> init) => Convert.ToHexStringLower(SHA256.HashData(init))[..20];
}
