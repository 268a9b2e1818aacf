namespace Broadcast.Chat.Spine.Settings;

/// <summary>Finds configuration keys in our sections that nothing reads: misspelt, or of another version.</summary>
internal static class UnknownSettings
{
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="optionTypes">All option records of this host; those with a constant <c>Section</c> are checked.</param>
    public static IEnumerable<string> Find(IConfiguration configuration, IEnumerable<Type> optionTypes) => optionTypes
        .Where(type => SettingsShape.SectionOf(type) is not null)
        .SelectMany(type => In(configuration.GetSection(SettingsShape.SectionOf(type)!), type));

    private static IEnumerable<string> In(IConfigurationSection section, Type type)
    {
        var known = SettingsShape.SettingsOf(type).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        if (known.Count == 0)
            return SettingsShape.WholesOf(type).SelectMany(whole => Below(section, whole.PropertyType));

        return section.GetChildren().SelectMany(child => known.TryGetValue(child.Key, out var property)
            ? Below(child, property.PropertyType)
            : [$"{child.Path} is no setting. {section.Path} takes {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}."]);
    }

    private static IEnumerable<string> Below(IConfigurationSection section, Type type)
    {
        if (SettingsShape.ElementOf(type) is { } element)
            return section.GetChildren().SelectMany(child => Below(child, element));
        return SettingsShape.IsRecord(type) ? In(section, type) : [];
    }
}
