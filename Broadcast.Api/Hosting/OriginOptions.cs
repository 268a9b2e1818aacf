using Microsoft.Extensions.Options;

namespace Broadcast.Api.Hosting;

/// <summary>Other sites whose pages may call the API and the hub. Pages of any site may play media.</summary>
public sealed record OriginOptions
{
    public const string Section = "Cors";

    /// <summary>Such as <c>https://shop.example</c>: scheme, host and port, nothing else.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];
}

internal sealed class OriginOptionsValidator : IValidateOptions<OriginOptions>
{
    public ValidateOptionsResult Validate(string? name, OriginOptions options)
    {
        var faults = options.Origins
            .Select((origin, i) => (origin, i))
            .Where(entry => !IsOrigin(entry.origin))
            .Select(entry => $"Cors:Origins:{entry.i}: '{entry.origin}' is not an origin. Write only scheme, host and port, such as https://shop.example.")
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == text;
}
