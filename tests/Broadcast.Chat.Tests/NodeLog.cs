using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Broadcast.Chat.Tests;

/// <summary>What the nodes of a festival log, from Information on.</summary>
internal sealed class NodeLog : ILoggerProvider
{
    private readonly ConcurrentQueue<Line> _lines = new();

    public IReadOnlyList<Line> Lines => [.. _lines];

    /// <summary>What an operator would be woken for: errors, and everything with a stack trace.</summary>
    public IEnumerable<Line> Alarming => _lines.Where(line => line.Level >= LogLevel.Error || line.Exception is not null);

    public ILogger CreateLogger(string categoryName) => new Keeper(categoryName, _lines);

    public void Dispose()
    {
    }

    internal sealed record Line(LogLevel Level, string Category, string Text, Exception? Exception);

    private sealed class Keeper(string category, ConcurrentQueue<Line> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                lines.Enqueue(new Line(logLevel, category, formatter(state, exception), exception));
        }
    }
}
