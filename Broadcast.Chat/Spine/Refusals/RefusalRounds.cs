using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Chat.Spine.Refusals;

/// <summary>Lets <see cref="RefusalLog"/> tell what is due, and the rest when the host stops.</summary>
internal sealed class RefusalRounds(RefusalLog refusals, TimeProvider time, ILogger<RefusalRounds> logger) : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly LoopGuard _guard = new(logger, time);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        refusals.Tell(all: true);
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            _guard.Try("Telling of refusals", () => refusals.Tell());
    }
}
