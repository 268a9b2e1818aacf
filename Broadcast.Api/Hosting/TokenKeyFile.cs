using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Hosting;

/// <summary>The token key of a host without configured keys: made once and kept, so that tickets stay valid after a restart.</summary>
internal static class TokenKeyFile
{
    /// <exception cref="StartFailure">The file cannot be read or made, or holds no key.</exception>
    public static TokenKey ReadOrMake(string path)
    {
        var text = KeyFile.ReadOrMake(path, "Tokens:Keys", () => JsonSerializer.Serialize(Made(), ContractJson.Options));
        try
        {
            return JsonSerializer.Deserialize<TokenKey>(text, ContractJson.Options) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException broken)
        {
            throw new StartFailure($"The token key in {path} cannot be read: {broken.Message} Delete the file to get a new key; tokens of the old key then become invalid.", broken);
        }
    }

    private static TokenKey Made() => new()
    {
        Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)),
        Secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
    };
}
