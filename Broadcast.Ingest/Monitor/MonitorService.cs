using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Monitor.Posters;
using Broadcast.Ingest.Sources;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Monitor;

/// <summary>Adds a monitor for every stage of the facts, and removes it with the stage.</summary>
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
    ILogger<StageMonitor> logger) : FactsFollower(facts, logger, time)
{
    private readonly Dictionary<StageId, IDisposable> _subscriptions = [];

    protected override Task BeginAsync(CancellationToken cancellation)
    {
        metrics.Observe(watches);
        processes.Observe(watcher);
        return Guard.TryAsync("Making the slate's poster", () => slate.MakeAsync(cancellation), cancellation);
    }

    protected override Task EndAsync() => Task.WhenAll(_subscriptions.Keys.ToList().Select(RemoveAsync));

    /// <summary>Adds and removes monitors.</summary>
    protected override async Task<bool> ApplyAsync(FactsView view, CancellationToken cancellation)
    {
        foreach (var gone in _subscriptions.Keys.Where(stage => view.Stage(stage) is null).ToList())
            await RemoveAsync(gone);
        if (!options.Value.Enabled)
            return true;
        var applied = true;
        foreach (var stage in view.Facts.Stages.Select(stage => stage.Id).Where(stage => !_subscriptions.ContainsKey(stage)).ToList())
            applied &= await Guard.TryAsync($"Watching stage {stage}", () => AddAsync(stage), cancellation);
        return applied;
    }

    private async Task AddAsync(StageId stage)
    {
        var monitor = new StageMonitor(stage, options.Value, watcher, Time, logger, poster =>
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
            // The other stages are still watched, and the host goes on.
            NotRemoved(logger, exception, stage);
        }
    }

    [LoggerMessage(EventName = nameof(NotRemoved), Level = LogLevel.Error, Message = "The monitor of stage {Stage} did not end properly")]
    private static partial void NotRemoved(ILogger logger, Exception exception, StageId stage);
}
