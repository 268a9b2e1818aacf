namespace Broadcast.Chat.Spine.Hosting;

/// <summary>Wakes one waiting loop; calls while one is pending have no further effect. Any thread may call.</summary>
internal sealed class WakeUp : IDisposable
{
    private readonly SemaphoreSlim _pending = new(0, 1);

    public void Set()
    {
        try
        {
            _pending.Release();
        }
        catch (SemaphoreFullException)
        {
            // One is already pending.
        }
        catch (ObjectDisposedException)
        {
            // The loop has ended: there is nobody to wake.
        }
    }

    public Task WaitAsync(CancellationToken cancellation) => _pending.WaitAsync(cancellation);

    /// <summary>True when woken, false when the time was up.</summary>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellation) =>
        _pending.WaitAsync(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero, cancellation);

    public void Dispose() => _pending.Dispose();
}
