using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Spine.Settings;

/// <summary>Reports all settings of a record that break the rules beside them.</summary>
internal sealed class SettingsCheck<TOptions> : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var faults = SettingFaults.In(options, SettingsShape.SectionOf(typeof(TOptions)) ?? "").ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
