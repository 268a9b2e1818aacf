using Broadcast.Chat.Facts;
using Broadcast.Chat.Hosting;
using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Sources;

/// <summary>The one timer of all sources: off air without pictures, hung FFmpeg, rotated keys. A source whose tick fails does not keep the others from theirs.</summary>
internal sealed class SourceTicker(StageRegistry stages, FactsReader facts, SourceMetrics metrics, TimeProvider time, ILogger<SourceTicker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly LoopGuard _guard = new(logger, time);
    private bool _unenforced;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Observe(() => stages.Known);
        facts.Changed += OnFacts;
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                // The facts may not change for hours: what failed then is tried again here.
                if (Interlocked.Exchange(ref _unenforced, false))
                    Enforce();
                foreach (var source in stages.Known)
                    _guard.Try($"The tick of stage {source.Id}", source.Tick);
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

        await Task.WhenAll(stages.Known.Select(source =>
            _guard.TryAsync($"The end of stage {source.Id}", () => source.DropAllAsync("host-stopping"), CancellationToken.None)));
    }

    private void OnFacts(FactsView view) => Enforce();

    private void Enforce()
    {
        foreach (var source in stages.Known)
            if (!_guard.Try($"Looking whether stage {source.Id} may publish", () => stages.Enforce(source)))
                Volatile.Write(ref _unenforced, true);
    }
}
