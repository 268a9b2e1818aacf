using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Broadcast.Ingest.Processes;

/// <summary>
/// A running program that ends with the host. It runs in a session of its own, so that Ctrl-C on the terminal reaches the host alone and
/// the host decides the order of leaving. Whoever started it disposes it.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>How long a grandchild that kept the pipe may hold back the last lines after the exit.</summary>
    private static readonly TimeSpan LastLinesTime = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly ChildCommand _command;
    private readonly LineRing _lines;
    private readonly CancellationTokenSource _reading = new();
    private readonly Task _readers;
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly Stream _errors;

    private ChildProcess(Process process, ChildCommand command, ChildWatcher watcher)
    {
        _process = process;
        _command = command;
        _lines = new LineRing(command.LineCount, command.LineLength, command.OnLine);
        var identity = ProcessIdentity.Of(process.Id);
        if (identity is { } child)
            watcher.Watch(child, command.Signal);

        _input = process.StandardInput.BaseStream;
        _output = process.StandardOutput.BaseStream;
        _errors = process.StandardError.BaseStream;
        if (!command.Input)
            _input.Dispose();

        _readers = command.Output
            ? _lines.FillAsync(_errors, _reading.Token)
            : Task.WhenAll(
                _lines.FillAsync(_errors, _reading.Token),
                _lines.FillAsync(_output, _reading.Token));
        Exited = WaitAsync(identity, watcher);
    }

    public int Id => _process.Id;

    /// <summary>Completes with the exit code when the process is gone and its last lines are read. Never faults.</summary>
    public Task<int> Exited { get; }

    /// <summary>What it last printed to its error stream (and to its output, unless that is read apart).</summary>
    public IReadOnlyList<string> LastLines => _lines.Snapshot();

    /// <summary>Its input, unbuffered. Writes can be cancelled; they fail with an <see cref="IOException"/> once it is gone.</summary>
    public Stream Input => _command.Input ? _input : throw new InvalidOperationException("The command takes no input.");

    /// <summary>Its output, unbuffered, up to its end.</summary>
    public Stream Output => _command.Output ? _output : throw new InvalidOperationException("The command's output is not read apart.");

    /// <exception cref="ProgramMissingException">The program is not installed.</exception>
    public static ChildProcess Start(ChildCommand command, ChildWatcher watcher)
    {
        var start = new ProcessStartInfo(ProgramPath.Find("setsid"))
        {
            ArgumentList = { ProgramPath.Find(command.FileName) },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        foreach (var argument in command.Arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;

        var process = Process.Start(start) ?? throw new Win32Exception($"'{command.FileName}' was not started.");
        try
        {
            return new ChildProcess(process, command, watcher);
        }
        catch
        {
            // Without a watcher it would outlive the host.
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Closes its input (and sends SIGTERM where the command says so), waits, then kills. Returns the exit code once it is gone.
    /// </summary>
    public async Task<int> StopAsync(TimeSpan grace)
    {
        await _input.DisposeAsync();
        if (_command.Signal == ChildSignal.Term && !Exited.IsCompleted)
            _ = Send(Id, (int)ChildSignal.Term);

        if (grace > TimeSpan.Zero)
            await Task.WhenAny(Exited, Task.Delay(grace));

        Kill();
        return await Exited;
    }

    /// <summary>At once, without waiting.</summary>
    public void Kill()
    {
        if (!Exited.IsCompleted)
            _process.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        // The process leaves them open, because somebody might still read; the collector would come for them much later.
        await _output.DisposeAsync();
        await _errors.DisposeAsync();
        _process.Dispose();
        _reading.Dispose();
    }

    private async Task<int> WaitAsync(ProcessIdentity? identity, ChildWatcher watcher)
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        if (identity is { } child)
            watcher.Forget(child);

        _reading.CancelAfter(LastLinesTime);
        try
        {
            await _readers;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // A grandchild holds the pipe, or it broke: what was read is kept.
        }

        return _process.ExitCode;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}
