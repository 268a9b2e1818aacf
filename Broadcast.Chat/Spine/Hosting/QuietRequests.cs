namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// Keeps query strings out of the log, because a hub connection carries its token there: the loggers that would write them log only
/// warnings, whatever the configuration asks for.
/// </summary>
internal static class QuietRequests
{
    private static readonly string[] Writers = ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.HttpLogging", "Microsoft.AspNetCore.W3CLogging"];

    public static void Apply(LoggerFilterOptions options) => QuietLoggers.Apply(options, Writers, LogLevel.Warning);
}
