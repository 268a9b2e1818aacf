using System.Reflection;
using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// Checks the whole configuration before anything starts. The framework's own check stops at the first value that cannot be read (a port
/// that is no number); this one validates every options type of ours, checks every key in its section, and returns all faults.
/// </summary>
internal sealed class ConfigurationFaults(IServiceCollection registered)
{
    public IReadOnlyList<string> Find(IServiceProvider services)
    {
        var faults = new List<string>();
        foreach (var type in OptionTypes())
        {
            try
            {
                var options = services.GetRequiredService(typeof(IOptions<>).MakeGenericType(type));
                options.GetType().GetProperty("Value")!.GetMethod!.Invoke(options, BindingFlags.DoNotWrapExceptions, null, null, null);
            }
            catch (OptionsValidationException invalid)
            {
                faults.AddRange(invalid.Failures);
            }
            catch (InvalidOperationException unreadable)
            {
                // The binder's message quotes the key and the value.
                faults.Add(unreadable.Message);
            }
        }

        faults.AddRange(UnknownSettings.Find(services.GetRequiredService<IConfiguration>(), [.. OptionTypes(), .. OptionTypesOfOtherRoles()]));
        return [.. faults.Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<Type> OptionTypesOfOtherRoles() => AppDomain.CurrentDomain.GetAssemblies()
        .Where(assembly => assembly.GetName().Name is "Broadcast.Chat" or "Broadcast.Ingest" or "Broadcast.Api")
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => SettingsShape.SectionOf(type) is not null);

    private IEnumerable<Type> OptionTypes() => registered
        .Where(service => service.ServiceType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(IValidateOptions<>))
        .Select(service => service.ServiceType.GetGenericArguments()[0])
        .Where(type => type.Assembly.GetName().Name!.StartsWith("Broadcast.", StringComparison.Ordinal))
        .Distinct()
        .OrderBy(type => type.Name, StringComparer.Ordinal);
}
