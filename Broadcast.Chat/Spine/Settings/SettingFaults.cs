using System.Collections;
using System.Reflection;

namespace Broadcast.Chat.Spine.Settings;

/// <summary>
/// Finds the settings that break the rules beside them, in an options record and in the records, lists and dictionaries that it holds.
/// </summary>
internal static class SettingFaults
{
    /// <param name="settings">The options record.</param>
    /// <param name="key">Its key; empty for the top level of the configuration.</param>
    /// <returns>A sentence for each fault, which begins with the key of the setting.</returns>
    public static IEnumerable<string> In(object settings, string key)
    {
        var known = SettingsShape.SettingsOf(settings.GetType());
        return known.Count == 0
            ? SettingsShape.WholesOf(settings.GetType()).SelectMany(whole => Below(whole.GetValue(settings), key, []))
            : known.SelectMany(setting => Below(setting.GetValue(settings), key.Length == 0 ? setting.Name : $"{key}:{setting.Name}", [.. setting.GetCustomAttributes<SettingRuleAttribute>()]));
    }

    private static IEnumerable<string> Below(object? value, string key, IReadOnlyList<SettingRuleAttribute> rules) => value switch
    {
        null => [],
        IDictionary entries => entries.Keys.Cast<object>().SelectMany(name => Below(entries[name], $"{key}:{name}", rules)),
        IEnumerable list and not string => list.Cast<object?>().Index().SelectMany(entry => Below(entry.Item, $"{key}:{entry.Index}", rules)),
        _ when SettingsShape.IsRecord(value.GetType()) => In(value, key),
        _ => rules.Select(rule => rule.Fault(key, value)).OfType<string>(),
    };
}
