using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Chat.Spine.Facts;

/// <summary>
/// A loop that applies the facts whenever they change, and again every two seconds while some of them could not be applied: they may not
/// change for hours.
/// </summary>
internal abstract class FactsFollower(FactsReader facts, ILogger logger, TimeProvider time) : LoopService
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);
    private readonly WakeUp _wakeUp = new();

    protected LoopGuard Guard { get; } = new(logger, time);

    protected TimeProvider Time { get; } = time;

    /// <summary>Runs once, before the facts are applied for the first time.</summary>
    protected virtual Task BeginAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Applies the facts as they are now. False when some of it failed and must be tried again.</summary>
    protected abstract Task<bool> ApplyAsync(FactsView view, CancellationToken cancellation);

    /// <summary>Runs once, after the last application.</summary>
    protected virtual Task EndAsync() => Task.CompletedTask;

    protected sealed override async Task LoopAsync(CancellationToken stoppingToken)
    {
        facts.Changed += OnFacts;
        try
        {
            await BeginAsync(stoppingToken);
            while (true)
            {
                if (await Guard.TryAsync("Applying the facts", () => ApplyAsync(facts.Current, stoppingToken), stoppingToken))
                    await _wakeUp.WaitAsync(stoppingToken);
                else
                    await _wakeUp.WaitAsync(RetryPause, stoppingToken);
            }
        }
        finally
        {
            facts.Changed -= OnFacts;
            await EndAsync();
        }
    }

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    private void OnFacts(FactsView view) => _wakeUp.Set();
}
