using System.Collections;
using System.Reflection;

namespace Broadcast.Chat.Spine.Settings;

/// <summary>How an options record lies in the configuration.</summary>
internal static class SettingsShape
{
    /// <summary>The record's constant <c>Section</c>; null for a record at the top level of the configuration.</summary>
    public static string? SectionOf(Type type) => type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string;

    /// <summary>The properties that configuration can set.</summary>
    public static IReadOnlyList<PropertyInfo> SettingsOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.SetMethod is not null)];

    /// <summary>The dictionary that holds the whole section, of a record without settings of its own.</summary>
    public static IEnumerable<PropertyInfo> WholesOf(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.NonPublic).Where(property => ElementOf(property.PropertyType) is not null);

    /// <summary>The element type of a dictionary or a list; null for any other type.</summary>
    public static Type? ElementOf(Type type)
    {
        if (type.IsArray)
            return type.GetElementType();
        return type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[^1] : null;
    }

    /// <summary>Whether a setting of this type is a record with settings of its own.</summary>
    public static bool IsRecord(Type type) => type.IsClass && type.Assembly.GetName().Name!.StartsWith("Broadcast.", StringComparison.Ordinal);
}
