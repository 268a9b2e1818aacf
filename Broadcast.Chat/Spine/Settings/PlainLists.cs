namespace Broadcast.Chat.Spine.Settings;

/// <summary>
/// Lets a list of words be written as one value, with commas between the words, as on a command line. The framework's binder reads only
/// <c>Key:0</c>, <c>Key:1</c> and so on, and passes over a plain value without a word.
/// </summary>
internal static class PlainLists
{
    /// <summary>Sets each list of words in <paramref name="settings"/> for which <paramref name="section"/> has a plain value.</summary>
    public static void Read(object settings, IConfiguration section)
    {
        foreach (var list in SettingsShape.SettingsOf(settings.GetType()).Where(setting => setting.PropertyType == typeof(IReadOnlyList<string>)))
        {
            if (section[list.Name] is { } words)
                list.SetValue(settings, words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
    }
}
