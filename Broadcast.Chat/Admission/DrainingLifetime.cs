using System.Runtime.InteropServices;

namespace Broadcast.Chat.Admission;

/// <summary>
/// Ends the process on signals: at once on Ctrl+C, and on SIGTERM after <see cref="HubDrain"/>, before the host begins to stop: SignalR cuts all
/// connections at that moment (dotnet/aspnetcore issue 25069). A second signal does not wait.
/// </summary>
internal sealed partial class DrainingLifetime(HubDrain drain, IHostApplicationLifetime application, ILogger<DrainingLifetime> logger) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _asked;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => OnSignal(signal, gently: true)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => OnSignal(signal, gently: false)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, signal => OnSignal(signal, gently: false)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.ForEach(signal => signal.Dispose());

    private void OnSignal(PosixSignalContext signal, bool gently)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _asked) > 1 || !gently)
            application.StopApplication();
        else
            _ = DrainAsync();
    }

    private async Task DrainAsync()
    {
        try
        {
            await drain.RunAsync();
        }
        catch (Exception exception)
        {
            // Whatever it was, the process was asked to end.
            Failed(logger, exception);
        }

        application.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Connections could not be sent away one after the other")]
    private static partial void Failed(ILogger logger, Exception exception);
}
