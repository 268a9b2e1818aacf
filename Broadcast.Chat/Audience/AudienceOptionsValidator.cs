using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Audience;

/// <summary>Reports all invalid settings of <c>Audience:*</c> at once.</summary>
internal sealed class AudienceOptionsValidator : IValidateOptions<AudienceOptions>
{
    public ValidateOptionsResult Validate(string? name, AudienceOptions options)
    {
        var faults = new List<string>();
        if (options.Kept < TimeSpan.FromDays(1) || options.Kept > TimeSpan.FromDays(60))
            faults.Add($"Audience:Kept must be from 1 to 60 days, but is {options.Kept}.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.Zone, out _))
            faults.Add($"Audience:Zone must be an IANA time zone that this system knows, such as Asia/Shanghai, but is '{options.Zone}'.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
