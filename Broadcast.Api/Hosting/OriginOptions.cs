using Microsoft.Extensions.Options;

namespace Broadcast.Api.Hosting;

/// <summary>Pages of other sites that may call the API and the hub. Media may be played from anywhere.</summary>
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
            .Select(entry => $"Cors:Origins:{entry.i}: '{entry.origin}' is no origin such as https://shop.example.")
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == text;
}
