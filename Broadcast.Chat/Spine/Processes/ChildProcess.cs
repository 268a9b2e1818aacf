using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Broadcast.Chat.Spine.Processes;

/// <summary>
/// A running program that ends with the host. It runs in its own session, so that Ctrl-C on the terminal reaches only the host and the
/// host decides the order in which its children end. The caller of <see cref="Start"/> disposes it.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>How long after the exit the last lines are awaited while a grandchild holds the pipe.</summary>
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

    /// <summary>The last lines of the error stream, and of the output unless <see cref="ChildCommand.Output"/> is set.</summary>
    public IReadOnlyList<string> LastLines => _lines.Snapshot();

    /// <summary>
    /// The child's input, unbuffered. Writes can be cancelled; they fail with an <see cref="IOException"/> once the child is gone.
    /// </summary>
    public Stream Input => _command.Input ? _input : throw new InvalidOperationException("Set ChildCommand.Input to use the input.");

    /// <summary>The child's output, unbuffered.</summary>
    public Stream Output => _command.Output ? _output : throw new InvalidOperationException("Set ChildCommand.Output to read it.");

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
            // A child without a watcher would outlive the host.
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Closes the input, sends SIGTERM if the command asks for it, waits for <paramref name="grace"/> at most, then kills. Returns the exit
    /// code once the child is gone.
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

    /// <summary>Sends SIGKILL and does not wait for the exit.</summary>
    public void Kill()
    {
        if (!Exited.IsCompleted)
            _process.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        // Process.Dispose leaves these streams open, for callers that still read; only the garbage collector would close them, much later.
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
            // A grandchild holds the pipe, or the pipe broke: the lines that were read are kept.
        }

        return _process.ExitCode;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}
