using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Sources;

/// <summary>
/// The one timer of all sources, for stages without pictures, hung FFmpeg processes and rotated keys. A tick that fails on one source does
/// not affect the others.
/// </summary>
internal sealed class SourceTicker(StageRegistry stages, FactsReader facts, SourceMetrics metrics, TimeProvider time, ILogger<SourceTicker> logger)
    : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly LoopGuard _guard = new(logger, time);
    private bool _unenforced;

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        metrics.Observe(() => stages.Known);
        facts.Changed += OnFacts;
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                // The facts may not change for hours: a check that failed when they changed is tried again here.
                if (Interlocked.Exchange(ref _unenforced, false))
                    Enforce();
                foreach (var source in stages.Known)
                    _guard.Try($"The tick of stage {source.Id}", source.Tick);
            }
        }
        finally
        {
            facts.Changed -= OnFacts;
            await Task.WhenAll(stages.Known.Select(source =>
                _guard.TryAsync($"The end of stage {source.Id}", () => source.DropAllAsync("host-stopping"), CancellationToken.None)));
        }
    }

    private void OnFacts(FactsView view) => Enforce();

    private void Enforce()
    {
        foreach (var source in stages.Known)
            if (!_guard.Try($"Checking whether stage {source.Id} may publish", () => stages.Enforce(source)))
                Volatile.Write(ref _unenforced, true);
    }
}
