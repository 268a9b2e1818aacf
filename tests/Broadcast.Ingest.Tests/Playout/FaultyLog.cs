using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Broadcast.Ingest.Tests.Playout;

/// <summary>A log that throws on some lines, wherever in the host they are written, and keeps all others.</summary>
internal sealed class FaultyLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private int _faults;

    /// <summary>Lines that contain this text throw; when null, no line throws.</summary>
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
            throw new IOException($"The log refuses this line: {line}");
        }

        _lines.Enqueue(line);
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Dispose()
    {
    }
}
