using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Spine.Settings;

internal static class SettingsModule
{
    /// <summary>
    /// Adds an options record: it is read from its constant <c>Section</c>, or without one from the top level of the configuration, and the
    /// rules beside its properties are checked at the start.
    /// </summary>
    public static OptionsBuilder<TOptions> AddSettings<TOptions>(this IServiceCollection services)
        where TOptions : class
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, SettingsCheck<TOptions>>());
        var section = SettingsShape.SectionOf(typeof(TOptions)) ?? "";
        return services.AddOptions<TOptions>()
            .BindConfiguration(section)
            .Configure<IConfiguration>((options, configuration) => PlainLists.Read(options, section.Length == 0 ? configuration : configuration.GetSection(section)))
            .ValidateOnStart();
    }

    /// <summary>Adds an options record that has rules which join several settings, or ask other services.</summary>
    public static OptionsBuilder<TOptions> AddSettings<TOptions, TValidator>(this IServiceCollection services)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        return services.AddSettings<TOptions>();
    }
}
