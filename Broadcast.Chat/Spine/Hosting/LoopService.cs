namespace Broadcast.Chat.Spine.Hosting;

/// <summary>A loop that runs until the host stops. The cancellation of its waits at that moment ends the loop and is no failure.</summary>
internal abstract class LoopService : BackgroundService
{
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await LoopAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Runs until the host stops; may end by the exception of a cancelled wait.</summary>
    protected abstract Task LoopAsync(CancellationToken stoppingToken);
}
