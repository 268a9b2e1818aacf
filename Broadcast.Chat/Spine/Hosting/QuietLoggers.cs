namespace Broadcast.Chat.Spine.Hosting;

/// <summary>Raises the level from which some of the framework's loggers write, whatever the configuration asks for.</summary>
internal static class QuietLoggers
{
    /// <summary>Adds the rules last, so that they win: for all providers, and for each provider that the configuration names.</summary>
    public static void Apply(LoggerFilterOptions options, IReadOnlyList<string> writers, LogLevel least)
    {
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList();
        foreach (var provider in providers)
            foreach (var writer in writers)
                options.Rules.Add(new LoggerFilterRule(provider, writer, least, filter: null));
    }
}
