using Microsoft.Extensions.Configuration.CommandLine;

namespace Broadcast.Chat.Spine.Settings;

/// <summary>
/// Finds configuration keys that nothing reads: misspelt, or of another version. Keys outside our sections are checked only on the command
/// line, because environment variables and files may belong to other programs.
/// </summary>
internal static class UnknownSettings
{
    /// <summary>Top-level keys that .NET itself reads.</summary>
    private static readonly string[] Framework =
        ["AllowedHosts", "ApplicationName", "ConnectionStrings", "ContentRoot", "Environment", "Http_Ports", "Https_Ports", "Kestrel", "Logging", "Urls", "WebRoot"];

    /// <param name="configuration">The whole configuration.</param>
    /// <param name="optionTypes">All option records of our assemblies, also those of roles that this process does not have.</param>
    public static IEnumerable<string> Find(IConfiguration configuration, IReadOnlyList<Type> optionTypes)
    {
        var sections = optionTypes.Where(type => SettingsShape.SectionOf(type) is not null).ToLookup(type => SettingsShape.SectionOf(type)!, StringComparer.OrdinalIgnoreCase);
        return [
            .. Roots(configuration, [.. Framework, .. sections.Select(section => Root(section.Key)), .. TopLevel(optionTypes)]),
            .. Siblings(configuration, [.. sections.Select(section => section.Key)]),
            .. sections.SelectMany(section => section.SelectMany(type => In(configuration.GetSection(section.Key), type)))];
    }

    private static IEnumerable<string> Roots(IConfiguration configuration, IReadOnlyList<string> known) =>
        ((configuration as IConfigurationRoot)?.Providers ?? [])
            .OfType<CommandLineConfigurationProvider>()
            .SelectMany(provider => provider.GetChildKeys([], null))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Except(known, StringComparer.OrdinalIgnoreCase)
            .Select(root => $"{root} is no setting. The READMEs of the projects list all settings.");

    /// <summary>Sections beside ours below a key such as <c>Ingest</c> that only holds sections.</summary>
    private static IEnumerable<string> Siblings(IConfiguration configuration, IReadOnlyList<string> sections) =>
        sections.Select(Root).Except(sections, StringComparer.OrdinalIgnoreCase)
            .SelectMany(root => configuration.GetSection(root).GetChildren())
            .Where(child => !sections.Contains(child.Path, StringComparer.OrdinalIgnoreCase))
            .Select(child =>
            {
                var root = Root(child.Path);
                return $"{child.Path} is no setting. {root} takes {string.Join(", ", sections.Where(section => Root(section) == root).Select(section => section.Split(':')[1]).Order(StringComparer.Ordinal))}.";
            });

    private static IEnumerable<string> TopLevel(IEnumerable<Type> optionTypes) =>
        optionTypes.Where(type => SettingsShape.SectionOf(type) is null).SelectMany(SettingsShape.SettingsOf).Select(setting => setting.Name);

    private static string Root(string path) => path.Split(':')[0];

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
