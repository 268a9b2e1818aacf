using Broadcast.Chat.Contracts;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Hosting;
using Broadcast.Ingest.Monitor.Posters;
using Broadcast.Ingest.Processes;
using Broadcast.Ingest.Sources;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Monitor;

/// <summary>Gives every stage of the facts a monitor, and takes it away with the stage.</summary>
internal sealed partial class MonitorService(
    FactsReader facts,
    StageRegistry sources,
    StageWatches watches,
    PosterArchive archive,
    SlatePoster slate,
    MonitorMetrics metrics,
    ProcessMetrics processes,
    ChildWatcher watcher,
    IOptions<MonitorOptions> options,
    TimeProvider time,
    ILogger<StageMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);
    private readonly LoopGuard _guard = new(logger, time);
    private readonly Dictionary<StageId, IDisposable> _subscriptions = [];
    private readonly WakeUp _wakeUp = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Observe(watches);
        processes.Observe(watcher);
        facts.Changed += OnFacts;
        try
        {
            await _guard.TryAsync("Making the slate's poster", () => slate.MakeAsync(stoppingToken), stoppingToken);
            while (true)
            {
                if (await _guard.TryAsync("Applying the facts", () => ApplyAsync(facts.Current, stoppingToken), stoppingToken))
                    await _wakeUp.WaitAsync(stoppingToken);
                else
                    await _wakeUp.WaitAsync(RetryPause, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            facts.Changed -= OnFacts;
        }

        await Task.WhenAll(_subscriptions.Keys.ToList().Select(RemoveAsync));
    }

    /// <summary>False when some of it must be tried again: the facts may not change for hours.</summary>
    private async Task<bool> ApplyAsync(FactsView view, CancellationToken cancellation)
    {
        foreach (var gone in _subscriptions.Keys.Where(stage => view.Stage(stage) is null).ToList())
            await RemoveAsync(gone);
        if (!options.Value.Enabled)
            return true;
        var applied = true;
        foreach (var stage in view.Facts.Stages.Select(stage => stage.Id).Where(stage => !_subscriptions.ContainsKey(stage)).ToList())
            applied &= await _guard.TryAsync($"Watching stage {stage}", () => AddAsync(stage), cancellation);
        return applied;
    }

    private async Task AddAsync(StageId stage)
    {
        var monitor = new StageMonitor(stage, options.Value, watcher, time, logger, poster =>
        {
            metrics.PosterShot();
            archive.Offer(stage, poster);
        });
        try
        {
            _subscriptions[stage] = sources.Source(stage).Subscribe(monitor);
            watches.Add(monitor);
        }
        catch
        {
            await monitor.DisposeAsync();
            throw;
        }
    }

    private async Task RemoveAsync(StageId stage)
    {
        if (_subscriptions.Remove(stage, out var subscription))
            subscription.Dispose();
        if (watches.Remove(stage) is not { } monitor)
            return;

        try
        {
            await monitor.DisposeAsync();
        }
        catch (Exception exception)
        {
            // The other stages are watched on, and the host goes on.
            NotRemoved(logger, exception, stage);
        }
    }

    private void OnFacts(FactsView view) => _wakeUp.Set();

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    [LoggerMessage(EventName = nameof(NotRemoved), Level = LogLevel.Error, Message = "The monitor of stage {Stage} did not end properly")]
    private static partial void NotRemoved(ILogger logger, Exception exception, StageId stage);
}
