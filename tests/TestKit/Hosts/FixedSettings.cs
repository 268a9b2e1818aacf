using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TestKit.Hosts;

/// <summary>
/// Sets internal properties of option records, which configuration cannot set. A test names them like a key, such as <c>Rooms:Beat</c>.
/// </summary>
public static class FixedSettings
{
    /// <summary>Sets those <paramref name="settings"/> that are internal properties; returns the others, for the configuration.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="settings">Values by key.</param>
    /// <param name="module">A type of the assembly with the option records.</param>
    public static Dictionary<string, string?> Apply(IServiceCollection services, IEnumerable<KeyValuePair<string, string?>> settings, Type module)
    {
        var properties = module.Assembly.GetTypes().SelectMany(Of).ToDictionary(found => found.Key, found => found.Property, StringComparer.Ordinal);
        var configured = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (key, value) in settings)
        {
            if (properties.TryGetValue(key, out var property))
                Set(services, property, TypeDescriptor.GetConverter(property.PropertyType).ConvertFromInvariantString(value!)!);
            else
                configured[key] = value;
        }

        return configured;
    }

    private static IEnumerable<(string Key, PropertyInfo Property)> Of(Type type)
    {
        var section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string
            ?? (type.Name.EndsWith("Options", StringComparison.Ordinal) ? type.Name[..^"Options".Length] : null);
        return section is null
            ? []
            : type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(property => property.SetMethod is not null && (property.GetMethod!.IsAssembly || !type.IsPublic))
                .Select(property => ($"{section}:{property.Name}", property));
    }

    private static void Set(IServiceCollection services, PropertyInfo property, object value)
    {
        var change = Activator.CreateInstance(typeof(Change<>).MakeGenericType(property.DeclaringType!), property, value)!;
        services.AddSingleton(typeof(IPostConfigureOptions<>).MakeGenericType(property.DeclaringType!), change);
    }

    private sealed class Change<T>(PropertyInfo property, object value) : IPostConfigureOptions<T> where T : class
    {
        public void PostConfigure(string? name, T options) => property.SetValue(options, value);
    }
}
