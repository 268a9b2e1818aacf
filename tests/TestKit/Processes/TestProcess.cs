using System.Diagnostics;

namespace TestKit.Processes;

/// <summary>A real process that a test has started. Its output is kept; disposing ends the process.</summary>
public sealed class TestProcess : IAsyncDisposable
{
    private const int KeptLines = 20_000;
    private readonly List<string> _lines = [];
    private readonly Process _process;

    private TestProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Standard output and standard error so far, of a long output the newest lines.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public string Output => string.Join('\n', Lines);

    public static TestProcess Start(string file, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var info = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            info.Environment[name] = value;

        var process = new TestProcess(new Process { StartInfo = info });
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    public void Kill() => Signals.Kill(Id);

    public void Freeze() => Signals.Stop(Id);

    public void Thaw() => Signals.Continue(Id);

    public async Task WaitForExitAsync(TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? Eventually.Patience);
        await _process.WaitForExitAsync(limit.Token);
    }

    /// <summary>Sends SIGTERM, then SIGKILL if the process has not ended after <paramref name="patience"/> (15 s by default).</summary>
    public async Task StopAsync(TimeSpan? patience = null)
    {
        if (!_process.HasExited)
        {
            Signals.Continue(Id);
            Signals.Terminate(Id);
            try
            {
                await WaitForExitAsync(patience ?? TimeSpan.FromSeconds(15));
            }
            catch (OperationCanceledException)
            {
                Signals.Kill(Id);
                await WaitForExitAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;

        lock (_lines)
        {
            _lines.Add(line);
            if (_lines.Count > KeptLines)
                _lines.RemoveRange(0, KeptLines / 2);
        }
    }
}
