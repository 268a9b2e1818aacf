using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Rtmp;

/// <summary>RTMP and RTMPS need ports of their own.</summary>
internal sealed class RtmpOptionsValidator : IValidateOptions<RtmpOptions>
{
    public ValidateOptionsResult Validate(string? name, RtmpOptions options) => options.Tls.Port is > 0 and var port && port == options.Port
        ? ValidateOptionsResult.Fail($"{RtmpOptions.Section}:Tls:Port must differ from {RtmpOptions.Section}:Port.")
        : ValidateOptionsResult.Success;
}
