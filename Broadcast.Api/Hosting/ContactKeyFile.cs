using System.Security.Cryptography;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Api.Hosting;

/// <summary>The key for contacts of a host without a configured one: made once and kept, because nobody is known under another.</summary>
internal static class ContactKeyFile
{
    /// <returns>32 bytes, base64.</returns>
    /// <exception cref="StartFailure">The file cannot be read or made, or holds no key.</exception>
    public static string ReadOrMake(string path)
    {
        var key = KeyFile.ReadOrMake(path, "Persons:ContactKey", () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))).Trim();
        Span<byte> bytes = stackalloc byte[64];
        return Convert.TryFromBase64String(key, bytes, out var length) && length == 32
            ? key
            : throw new StartFailure($"The key for contacts in {path} cannot be read. Put the file back from a backup, or set Persons:ContactKey: with another key nobody who signed in with a code is known any more.");
    }
}
