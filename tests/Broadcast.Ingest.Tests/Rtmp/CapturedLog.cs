using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Broadcast.Ingest.Tests.Rtmp;

/// <summary>Everything that was logged, at every level.</summary>
internal sealed class CapturedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IEnumerable<string> All => _lines.Select(line => line.Text);

    public IEnumerable<string> AtLeast(LogLevel level) => _lines.Where(line => line.Level >= level).Select(line => line.Text);

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Dispose()
    {
    }
}
