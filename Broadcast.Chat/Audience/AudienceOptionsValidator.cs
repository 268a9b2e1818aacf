using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Audience;

/// <summary>The time zone must be one that this system knows.</summary>
internal sealed class AudienceOptionsValidator : IValidateOptions<AudienceOptions>
{
    public ValidateOptionsResult Validate(string? name, AudienceOptions options) => TimeZoneInfo.TryFindSystemTimeZoneById(options.Zone, out _)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"{AudienceOptions.Section}:Zone must be an IANA time zone that this system knows, such as Asia/Shanghai, and is '{options.Zone}'.");
}
