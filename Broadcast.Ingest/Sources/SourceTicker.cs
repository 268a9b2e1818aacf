using Broadcast.Chat.Facts;
using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Sources;

/// <summary>The one timer of all sources: off air without pictures, hung FFmpeg, rotated keys.</summary>
internal sealed class SourceTicker(StageRegistry stages, FactsReader facts, SourceMetrics metrics, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Observe(() => stages.Known);
        facts.Changed += OnFacts;
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var source in stages.Known)
                    source.Tick();
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

        await Task.WhenAll(stages.Known.Select(source => source.DropAllAsync("host-stopping")));
    }

    private void OnFacts(FactsView view) => stages.Enforce();
}
