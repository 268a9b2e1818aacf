using System.Security.Cryptography;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Api.Hosting;

/// <summary>The root key of a host without a configured one: made once and kept beside the database, never in it.</summary>
internal static class RootKeyFile
{
    private const int Bytes = 32;

    /// <returns>The key in base64.</returns>
    /// <exception cref="StartFailure">The file cannot be read or made, or holds no key.</exception>
    public static string ReadOrMake(string path)
    {
        var key = KeyFile.ReadOrMake(path, "Keys:Root", () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes))).Trim();
        Span<byte> bytes = stackalloc byte[2 * Bytes];
        return Convert.TryFromBase64String(key, bytes, out var length) && length == Bytes
            ? key
            : throw new StartFailure($"There is no root key in {path}. Put the file back from a backup, or set Keys:Root: what the database has sealed is opened by no other key.");
    }
}
