using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Broadcast.Api.Tests;

/// <summary>Keeps everything that the host logs, at every level.</summary>
internal sealed class KeptLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text, bool Traced)> _lines = new();

    public string Text => string.Join('\n', _lines.Select(line => line.Text));

    /// <summary>Errors, and everything from Information on that has a stack trace.</summary>
    public IEnumerable<string> Alarming =>
        _lines.Where(line => line.Level >= LogLevel.Error || (line.Level >= LogLevel.Information && line.Traced)).Select(line => line.Text);

    /// <summary>The lines from Information on.</summary>
    public IEnumerable<string> Told => _lines.Where(line => line.Level >= LogLevel.Information).Select(line => line.Text);

    public ILogger CreateLogger(string categoryName) => new Keeper(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Keeper(string category, ConcurrentQueue<(LogLevel Level, string Text, bool Traced)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((logLevel, $"{category}: {formatter(state, exception)} {exception}", exception is not null));
    }
}
