using System.Runtime.InteropServices;

namespace Broadcast.Chat.Admission;

/// <summary>
/// Stops the host on signals: at once on SIGINT (Ctrl+C) and SIGQUIT, on SIGTERM after <see cref="HubDrain"/>, because SignalR cuts all
/// connections when the host begins to stop (dotnet/aspnetcore issue 25069). A second signal stops at once.
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
            // The process was asked to end, so it stops even when draining fails.
            Failed(logger, exception);
        }

        application.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Draining failed; the node stops at once and cuts its connections")]
    private static partial void Failed(ILogger logger, Exception exception);
}
