using System.Diagnostics;
using System.Text.Json;
using Load.Dialects;

namespace Load.Clients;

/// <summary>Runs a <see cref="SwarmWorker"/> in another process and asks it.</summary>
internal sealed class SwarmProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly SemaphoreSlim _turn = new(1);

    private SwarmProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static async Task<SwarmProcess> StartAsync(SwarmSpec spec, DialectSpec dialect)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(SwarmProcess).Assembly.Location, "swarm"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new SwarmSetup(spec, dialect)));
        return new SwarmProcess(process);
    }

    public Task<SwarmState> StateAsync() => AskAsync<SwarmState>("state");

    public Task<SwarmReport> ReportAsync() => AskAsync<SwarmReport>("report");

    public Task<SwarmState> BeginAsync(Schedule schedule) => AskAsync<SwarmState>($"begin {JsonSerializer.Serialize(schedule)}");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
        _turn.Dispose();
    }

    private async Task<T> AskAsync<T>(string line)
    {
        await _turn.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            return JsonSerializer.Deserialize<T>(await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A swarm process ended."))!;
        }
        finally
        {
            _turn.Release();
        }
    }
}
