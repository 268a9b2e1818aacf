using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Api.Shops.Events;

/// <summary>Carries out what shops have told: at once when it comes to this process, and by looking once a second. One loop.</summary>
internal sealed partial class ShopEventWorker(ShopEventBook book, ShopEventMetrics metrics, TimeProvider time, ILogger<ShopEventWorker> logger) : LoopService
{
    private const int Batch = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly LoopGuard _guard = new(logger, time);
    private readonly WakeUp _wakeUp = new();

    /// <summary>Something was kept.</summary>
    public void Wake() => _wakeUp.Set();

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            if (!await _guard.TryAsync("Carrying out what shops tell", () => WorkAsync(stoppingToken), stoppingToken))
                metrics.Faults.Add(1);
            await _wakeUp.WaitAsync(Interval, stoppingToken);
        }
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        try
        {
            while (await book.WorkAsync(Batch, cancellation) == Batch)
            {
                // More may wait.
            }
        }
        catch (Exception fault) when (DatabaseAway.Is(fault))
        {
            metrics.Faults.Add(1);
            Away(logger, fault.Message);
        }
    }

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    [LoggerMessage(EventName = nameof(Away), Level = LogLevel.Warning, Message = "What shops tell waits; the next round tries again: {Reason}")]
    private static partial void Away(ILogger logger, string reason);
}
