using System.Net;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Rtmp;

/// <summary>Checks what attributes cannot check of <see cref="RtmpOptions"/>; reports all faults at once.</summary>
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
            faults.Add($"{section}:{nameof(options.Tls)}:{nameof(options.Tls.Port)} must differ from {section}:{nameof(options.Port)}.");

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
