using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// The framework's plain console format, without the two stack traces that a host and its web server write for a failure which
/// <see cref="PlainStart"/> prints as one sentence.
/// </summary>
internal sealed class StartConsoleFormatter(IServiceProvider services) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "livefestival";

    // Resolved late and not injected: this formatter is itself one of them.
    private readonly Lazy<ConsoleFormatter> _simple = new(() =>
        services.GetServices<ConsoleFormatter>().First(formatter => formatter.Name == ConsoleFormatterNames.Simple));

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.Exception is { } exception && (PlainStart.FaultsIn(exception).Count > 0 || IsCancelledStart(logEntry.Category, exception)))
            return;

        _simple.Value.Write(logEntry, scopeProvider, textWriter);
    }

    /// <summary>True for a background service that was cancelled before its first line, because the host is already stopping.</summary>
    private static bool IsCancelledStart(string category, Exception exception) =>
        exception is OperationCanceledException && category == "Microsoft.Extensions.Hosting.Internal.Host";
}
