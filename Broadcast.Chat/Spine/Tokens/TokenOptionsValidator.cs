using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Spine.Tokens;

/// <summary>Reports all faults of <c>Tokens:*</c> at once.</summary>
internal sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var faults = new List<string>();
        if (options.Keys.Count == 0)
            faults.Add("Tokens:Keys is missing. Set at least one key, the same in every service.");

        for (var i = 0; i < options.Keys.Count; i++)
        {
            if (options.Keys[i].Id.Length == 0)
                faults.Add($"Tokens:Keys:{i}:Id is missing.");
            if (!IsKey(options.Keys[i].Secret))
                faults.Add($"Tokens:Keys:{i}:Secret must be at least 32 bytes in base64.");
        }

        for (var i = 0; i < options.Issuers.Count; i++)
        {
            var issuer = options.Issuers[i];
            if (issuer.Issuer.Length == 0 || issuer.Issuer == TokenSigner.Issuer)
                faults.Add($"Tokens:Issuers:{i}:Issuer must be set, and not to '{TokenSigner.Issuer}'.");
            if (issuer.SharedKey.Length == 0 == (issuer.KeySet.Length == 0))
                faults.Add($"Tokens:Issuers:{i} needs either SharedKey or KeySet, and not both.");
            if (issuer.SharedKey.Length > 0 && !IsKey(issuer.SharedKey))
                faults.Add($"Tokens:Issuers:{i}:SharedKey must be at least 32 bytes in base64.");
            if (issuer.KeySet.Length > 0 && !IsKeySet(issuer.KeySet))
                faults.Add($"Tokens:Issuers:{i}:KeySet must be an https address; http is accepted only for this machine.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsKeySet(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static bool IsKey(string base64)
    {
        Span<byte> bytes = stackalloc byte[1024];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length >= 32;
    }
}
