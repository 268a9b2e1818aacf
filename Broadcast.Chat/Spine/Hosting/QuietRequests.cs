namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// Keeps query strings out of the log, because a hub connection carries its token there: the loggers that would write them log only
/// warnings, whatever the configuration asks for.
/// </summary>
internal static class QuietRequests
{
    private static readonly string[] Writers = ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.HttpLogging", "Microsoft.AspNetCore.W3CLogging"];

    /// <summary>Adds the rules last, so that they win: for all providers, and for each provider that the configuration names.</summary>
    public static void Apply(LoggerFilterOptions options)
    {
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList();
        foreach (var provider in providers)
            foreach (var writer in Writers)
                options.Rules.Add(new LoggerFilterRule(provider, writer, LogLevel.Warning, filter: null));
    }
}
