using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Broadcast.Ingest.Tests.Channels;

/// <summary>A log that takes all but some lines: writing one of those throws, wherever in the host that is.</summary>
internal sealed class FaultyLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private int _faults;

    /// <summary>Lines that hold this cannot be written; null: all can.</summary>
    public string? Refused { get; set; }

    public int Faults => Volatile.Read(ref _faults);

    public IEnumerable<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, exception);
        if (Refused is { } refused && line.Contains(refused, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _faults);
            throw new IOException($"The log does not take: {line}");
        }

        _lines.Enqueue(line);
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Dispose()
    {
    }
}
