namespace Broadcast.Ingest.Simulcast;

/// <summary>A push with its loop, which runs from the beginning until it is disposed of; then the target is told goodbye.</summary>
internal sealed class RunningPush : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _loop;

    public RunningPush(SimulcastPush push)
    {
        Push = push;
        _loop = Task.Run(() => push.RunAsync(_ending.Token));
    }

    public SimulcastPush Push { get; }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        try
        {
            await _loop;
        }
        catch (OperationCanceledException)
        {
            // Its end.
        }

        Push.Dispose();
        _ending.Dispose();
    }
}
