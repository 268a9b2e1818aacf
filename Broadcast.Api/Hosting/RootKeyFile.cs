using System.Security.Cryptography;
using Broadcast.Api.Spine;

namespace Broadcast.Api.Hosting;

/// <summary>The root key of a host without a configured one: made once and kept beside the database, never in it.</summary>
internal static class RootKeyFile
{
    private const int Bytes = 32;

    /// <summary>The key in base64. What the file holds is checked with all other settings.</summary>
    public static string ReadOrMake(string path)
    {
        if (File.Exists(path))
            return File.ReadAllText(path).Trim();

        var made = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));
        OwnerFile.Write(path, made);
        return made;
    }
}
