namespace Broadcast.Chat.Hosting;

/// <summary>
/// Query strings are never logged, because a hub connection carries its token there: the loggers that write them stay silent whatever
/// the configuration asks for.
/// </summary>
internal static class QuietRequests
{
    private static readonly string[] Writers = ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.HttpLogging", "Microsoft.AspNetCore.W3CLogging"];

    /// <summary>Put last, so that it wins; once for all providers and once for each that the configuration names.</summary>
    public static void Apply(LoggerFilterOptions options)
    {
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList();
        foreach (var provider in providers)
            foreach (var writer in Writers)
                options.Rules.Add(new LoggerFilterRule(provider, writer, LogLevel.Warning, filter: null));
    }
}
