using System.Reflection;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>Finds configuration keys in our sections that nothing reads: misspelt, or of another version.</summary>
internal static class UnknownSettings
{
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="optionTypes">All option records of this host; those with a constant <c>Section</c> are checked.</param>
    public static IEnumerable<string> Find(IConfiguration configuration, IEnumerable<Type> optionTypes) => optionTypes
        .Select(type => (Type: type, Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string))
        .Where(found => found.Section is not null)
        .SelectMany(found => In(configuration.GetSection(found.Section!), found.Type));

    private static IEnumerable<string> In(IConfigurationSection section, Type type)
    {
        var known = type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.SetMethod is not null)
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        // A record without public settings binds its section to its one dictionary.
        if (known.Count == 0)
            return type.GetProperties(BindingFlags.Instance | BindingFlags.NonPublic).Select(property => Elements(property.PropertyType)).Where(element => element is not null)
                .SelectMany(element => section.GetChildren().SelectMany(child => Below(child, element!)));

        return section.GetChildren().SelectMany(child => known.TryGetValue(child.Key, out var property)
            ? Below(child, property.PropertyType)
            : [$"{child.Path} is no setting. {section.Path} takes {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}."]);
    }

    private static IEnumerable<string> Below(IConfigurationSection section, Type type)
    {
        if (Elements(type) is { } element)
            return section.GetChildren().SelectMany(child => Below(child, element));
        return type.Assembly.GetName().Name!.StartsWith("Broadcast.", StringComparison.Ordinal) && type.IsClass ? In(section, type) : [];
    }

    /// <summary>The element type of a dictionary or a list; null for any other type.</summary>
    private static Type? Elements(Type type)
    {
        if (type.IsArray)
            return type.GetElementType();
        if (type == typeof(string) || !type.IsGenericType)
            return null;
        return typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[^1] : null;
    }
}
