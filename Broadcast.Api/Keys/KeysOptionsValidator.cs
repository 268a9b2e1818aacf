using Microsoft.Extensions.Options;

namespace Broadcast.Api.Keys;

/// <summary>Checks the root key without quoting it.</summary>
internal sealed class KeysOptionsValidator : IValidateOptions<KeysOptions>
{
    public ValidateOptionsResult Validate(string? name, KeysOptions options)
    {
        if (options.Root.Length == 0)
            return ValidateOptionsResult.Fail(
                "Keys:Root is missing. Set 32 random bytes in base64, the same for every Api process, and keep a copy apart from the backups.");

        var faults = new List<string>();
        if (!IsKey(options.Root))
            faults.Add($"Keys:Root must be {AesSeal.KeySize} bytes in base64.");
        if (options.FormerRoot.Length > 0 && !IsKey(options.FormerRoot))
            faults.Add($"Keys:FormerRoot must be {AesSeal.KeySize} bytes in base64.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsKey(string base64)
    {
        Span<byte> key = stackalloc byte[1024];
        return Convert.TryFromBase64String(base64, key, out var length) && length == AesSeal.KeySize;
    }
}
