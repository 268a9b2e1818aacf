using System.Net;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>The reverse proxies in front of this host. Without any, the peer's own address counts.</summary>
public sealed record ProxyOptions
{
    public const string Section = "Proxy";

    /// <summary>
    /// Addresses or networks (<c>10.0.0.0/8</c>) whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are trusted; nobody else's are.
    /// </summary>
    public IReadOnlyList<string> Trusted { get; init; } = [];
}

internal sealed class ProxyOptionsValidator : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options)
    {
        var faults = options.Trusted
            .Select((text, i) => (text, i))
            .Where(entry => !IPAddress.TryParse(entry.text, out _) && !IPNetwork.TryParse(entry.text, out _))
            .Select(entry => $"Proxy:Trusted:{entry.i}: '{entry.text}' is neither an address nor a network such as 10.0.0.0/8.")
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
