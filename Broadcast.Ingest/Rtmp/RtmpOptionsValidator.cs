using System.Net;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Rtmp;

/// <summary>What attributes cannot say of <see cref="RtmpOptions"/>; every fault at once.</summary>
internal sealed class RtmpOptionsValidator : IValidateOptions<RtmpOptions>
{
    public ValidateOptionsResult Validate(string? name, RtmpOptions options)
    {
        const string section = RtmpOptions.Section;
        var faults = new List<string>();
        if (!IPAddress.TryParse(options.Address, out _))
            faults.Add($"{section}:{nameof(options.Address)} must be an IP address such as 0.0.0.0.");

        if (options.Tls.Port is < 0 or > 65535)
            faults.Add($"{section}:{nameof(options.Tls)}:{nameof(options.Tls.Port)} must be 0-65535.");
        if (options.Tls.Port is > 0 and var port && port == options.Port)
            faults.Add($"{section}:{nameof(options.Tls)}:{nameof(options.Tls.Port)} must be another one than {section}:{nameof(options.Port)}.");

        Check(nameof(options.HandshakeTimeout), options.HandshakeTimeout);
        Check(nameof(options.PublishTimeout), options.PublishTimeout);
        Check(nameof(options.IdleTimeout), options.IdleTimeout);
        Check(nameof(options.PingInterval), options.PingInterval);
        Check(nameof(options.WriteTimeout), options.WriteTimeout);
        if (options.PingInterval >= options.IdleTimeout)
            faults.Add($"{section}:{nameof(options.PingInterval)} must be shorter than {section}:{nameof(options.IdleTimeout)}.");

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string key, TimeSpan value)
        {
            if (value < TimeSpan.FromSeconds(1) || value > TimeSpan.FromHours(1))
                faults.Add($"{section}:{key} must be from one second to one hour.");
        }
    }
}
