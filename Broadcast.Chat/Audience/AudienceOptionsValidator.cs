using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Audience;

/// <summary>Finds every fault of <c>Audience:*</c> at once.</summary>
internal sealed class AudienceOptionsValidator : IValidateOptions<AudienceOptions>
{
    public ValidateOptionsResult Validate(string? name, AudienceOptions options)
    {
        var faults = new List<string>();
        void Time(string key, TimeSpan value, double from, double to)
        {
            if (value.TotalSeconds < from || value.TotalSeconds > to)
                faults.Add($"Audience:{key} must be from {from} to {to} seconds, and is {value}.");
        }

        Time("Beat", options.Beat, 0.1, 2);
        Time("Lifetime", options.Lifetime, (options.Beat * 3).TotalSeconds, 60);
        Time("UniquesEvery", options.UniquesEvery, 0.1, 60);
        Time("Kept", options.Kept, 86_400, 60 * 86_400);
        if (options.UniquesWaiting is < 1000 or > 10_000_000)
            faults.Add($"Audience:UniquesWaiting must be from 1000 to 10000000, and is {options.UniquesWaiting}.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.Zone, out _))
            faults.Add($"Audience:Zone must be an IANA time zone that this system knows, such as Asia/Shanghai, and is '{options.Zone}'.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
