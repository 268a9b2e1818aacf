using System.Globalization;

namespace Broadcast.Chat.Spine.Settings;

/// <summary>
/// The rule for a setting, beside its property; on a list or a dictionary, the rule for each of its values. A value that breaks it is
/// reported as <c>Section:Key must be from 1 to 5, and is 7.</c> Null breaks no rule. Not for secrets: the report quotes the value.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class SettingRuleAttribute : Attribute
{
    /// <summary>A sentence that follows the fault, such as the reason for the limit.</summary>
    public string? Because { get; init; }

    /// <summary>What the value must do, such as <c>be from 1 to 5</c>.</summary>
    protected abstract string Wanted { get; }

    /// <returns>A sentence that begins with the key; null for a value that keeps the rule.</returns>
    public string? Fault(string key, object value)
    {
        if (IsKept(value))
            return null;
        var found = value is string ? $"'{value}'" : string.Create(CultureInfo.InvariantCulture, $"{value}");
        return $"{key} must {Wanted}, and is {found}.{(Because is null ? "" : $" {Because}")}";
    }

    protected abstract bool IsKept(object value);
}
