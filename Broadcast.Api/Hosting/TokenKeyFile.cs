using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Hosting;

/// <summary>The token key of a host without configured keys: made once and kept, so that tickets stay valid after a restart.</summary>
internal static class TokenKeyFile
{
    /// <exception cref="StartFailure">The file exists and is not valid JSON.</exception>
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
            throw new StartFailure($"The token key in {path} cannot be read: {broken.Message} Delete the file to get a new key; tokens of the old key then become invalid.", broken);
        }
    }
}
