namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// What must be done before any service of the host starts. Early starts run one after the other, in the order in which they were registered. The
/// host does not start when one throws.
/// </summary>
internal abstract class EarlyStart : IHostedLifecycleService
{
    public abstract Task StartingAsync(CancellationToken cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called when all services have started.</summary>
    public virtual Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called when all services have stopped.</summary>
    public virtual Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
