using System.Collections.Concurrent;
using System.Diagnostics;

namespace Broadcast.Chat.Spine.Processes;

/// <summary>
/// Owns one small shell process that ends the host's children when the host is gone, even after SIGKILL: the shell reads a pipe that only
/// the host holds (PR_SET_PDEATHSIG would follow the starting thread instead of the process). Children that still run when this is
/// disposed end the same way. A shell that dies is replaced, and the new one gets the list of all children. Any thread may call.
/// </summary>
internal sealed partial class ChildWatcher(ILogger<ChildWatcher> logger) : IAsyncDisposable
{
    private static readonly TimeSpan ExitTime = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<ProcessIdentity, ChildSignal> _children = new();
    private readonly Lock _gate = new();
    private Process? _watcher;
    private bool _disposed;

    /// <summary>The shell's id; null before the first child.</summary>
    public int? ProcessId
    {
        get
        {
            lock (_gate)
                return _watcher?.Id;
        }
    }

    /// <summary>The number of children that run.</summary>
    public int Count => _children.Count;

    /// <summary>Registers a child: from now on it ends with the host.</summary>
    public void Watch(ProcessIdentity child, ChildSignal signal)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _children[child] = signal;
            if (_watcher is null)
                Begin();
            else
                Send(Added(child, signal));
        }
    }

    /// <summary>Removes a child that has ended; its process id may be reused soon.</summary>
    public void Forget(ProcessIdentity child)
    {
        lock (_gate)
        {
            if (_children.TryRemove(child, out _) && _watcher is not null)
                Send($"- {child.Id}\n");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Process? watcher;
        lock (_gate)
        {
            _disposed = true;
            watcher = _watcher;
            _watcher = null;
        }

        if (watcher is null)
            return;

        CloseInput(watcher);
        using var deadline = new CancellationTokenSource(ExitTime);
        try
        {
            await watcher.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            watcher.Kill();
        }

        watcher.Dispose();
    }

    private void Begin()
    {
        var start = new ProcessStartInfo(ProgramPath.Find("setsid"))
        {
            // Its own session: signals from the terminal to the host's group do not reach the watcher.
            ArgumentList = { ProgramPath.Find("sh"), "-c", Script.Value, "livefestival-child-watcher" },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        // The environment may hold secrets that the watcher does not need.
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";

        var watcher = new Process { StartInfo = start, EnableRaisingEvents = true };
        watcher.Exited += (_, _) => Replace(watcher);
        watcher.Start();
        watcher.StandardInput.AutoFlush = true;
        _watcher = watcher;
        Send(string.Concat(_children.Select(child => Added(child.Key, child.Value))));
    }

    private void Replace(Process ended)
    {
        lock (_gate)
        {
            if (_disposed || _watcher != ended)
                return;

            _watcher = null;
            try
            {
                WatcherEnded(logger, ended.ExitCode);
                CloseInput(ended);
                ended.Dispose();
                Begin();
            }
            catch (Exception exception)
            {
                // Most likely no descriptors are left. An exception here would end the host. The next child starts another watcher, which
                // gets the list of all children.
                NotReplaced(logger, exception);
            }
        }
    }

    private void Send(string lines)
    {
        try
        {
            _watcher!.StandardInput.Write(lines);
        }
        catch (IOException exception)
        {
            // The watcher has just died: its Exited event starts another one, which gets the list of all children.
            NotTold(logger, exception.Message);
        }
    }

    private static void CloseInput(Process watcher)
    {
        try
        {
            watcher.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // The watcher is already gone.
        }
    }

    private static string Added(ProcessIdentity child, ChildSignal signal) =>
        $"+ {child.Id} {child.StartTime} {(signal == ChildSignal.Term ? "TERM" : "KILL")}\n";

    private static readonly Lazy<string> Script = new(() =>
    {
        using var reader = new StreamReader(typeof(ChildWatcher).Assembly.GetManifestResourceStream($"{typeof(ChildWatcher).FullName}.sh")!);
        return reader.ReadToEnd();
    });

    [LoggerMessage(EventName = nameof(WatcherEnded), Level = LogLevel.Warning, Message = "The watcher of child processes ended with code {Code}; another one takes over")]
    private static partial void WatcherEnded(ILogger logger, int code);

    [LoggerMessage(EventName = nameof(NotReplaced), Level = LogLevel.Error, Message = "The watcher of child processes could not be replaced: until the next child starts, children outlive a host that is killed")]
    private static partial void NotReplaced(ILogger logger, Exception exception);

    [LoggerMessage(EventName = nameof(NotTold), Level = LogLevel.Warning, Message = "The watcher of child processes could not be written to and will be replaced: {Reason}")]
    private static partial void NotTold(ILogger logger, string reason);
}
