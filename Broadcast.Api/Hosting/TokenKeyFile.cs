using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Hosting;
using Broadcast.Chat.Tokens;

namespace Broadcast.Api.Hosting;

/// <summary>The token key of a host that was given none: made once and kept, so that tickets outlive a restart.</summary>
internal static class TokenKeyFile
{
    /// <exception cref="StartFailure">The file is there and cannot be read.</exception>
    public static TokenKey ReadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            var made = new TokenKey
            {
                Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)),
                Secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            };
            OwnerFile.Write(path, JsonSerializer.Serialize(made, ContractJson.Options));
            return made;
        }

        try
        {
            return JsonSerializer.Deserialize<TokenKey>(File.ReadAllText(path), ContractJson.Options)!;
        }
        catch (JsonException broken)
        {
            throw new StartFailure($"The token key in {path} cannot be read: {broken.Message} Remove the file to get a new key; old tokens end with it.", broken);
        }
    }
}
