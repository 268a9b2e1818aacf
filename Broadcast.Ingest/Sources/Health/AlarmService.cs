using Broadcast.Chat.Contracts;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Hosting;
using Broadcast.Ingest.Alarms;
using Broadcast.Ingest.Monitor;
using Broadcast.Ingest.Sources.Health.Rules;

namespace Broadcast.Ingest.Sources.Health;

/// <summary>Looks at every stage twice a second and raises and clears by the rules.</summary>
internal sealed class AlarmService(
    FactsReader facts,
    StageRegistry stages,
    StageWatches watches,
    StageAlarms alarms,
    AlarmMetrics metrics,
    AlarmBook book,
    TimeProvider time,
    ILogger<AlarmService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);
    private readonly Dictionary<StageId, Looks> _stages = [];
    private readonly LoopGuard _guard = new(logger, time);
    private readonly long _began = time.GetTimestamp();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Observe(alarms);
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                // A look that fails leaves the alarms as they are. The next one comes half a second later.
                _guard.Try("Looking at the stages' health", Look);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private void Look()
    {
        var now = time.GetElapsedTime(_began);
        var known = facts.Current.Facts.Stages.Select(stage => stage.Id).ToHashSet();
        foreach (var gone in _stages.Keys.Where(stage => !known.Contains(stage)).ToList())
        {
            foreach (var rule in book.Rules)
                alarms.Clear(gone, rule.Code);
            _stages.Remove(gone);
        }

        foreach (var stage in known)
        {
            if (!_stages.TryGetValue(stage, out var looks))
                _stages[stage] = looks = new Looks(book.Rules);
            var source = stages.Source(stage);
            var health = source.Health();
            var begun = health.Publisher is { } publisher ? time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(publisher.Since) : (TimeSpan?)null;
            looks.Step(new StageReading(health, begun, watches.Reading(stage), looks.NewDrops(health.DroppedTotal), looks.NewFailures(health.Restarts)), now);
            looks.Tell(stage, alarms);
        }
    }

    /// <summary>What is remembered of a stage between two looks.</summary>
    private sealed class Looks(IReadOnlyList<AlarmRule> rules)
    {
        private readonly List<(AlarmRule Rule, AlarmState State)> _states = [.. rules.Select(rule => (rule, new AlarmState(rule)))];
        private readonly Dictionary<string, double?> _values = new(StringComparer.Ordinal);
        private long _drops;
        private long _failures;

        public long NewDrops(long drops) => drops - Interlocked.Exchange(ref _drops, drops);

        public long NewFailures(long failures) => failures - Interlocked.Exchange(ref _failures, failures);

        public void Step(StageReading reading, TimeSpan now)
        {
            foreach (var (rule, state) in _states)
            {
                var value = rule.Measure(reading);
                state.Step(value, now);
                _values[rule.Code] = value;
            }
        }

        public void Tell(StageId stage, StageAlarms alarms)
        {
            foreach (var (rule, state) in _states)
            {
                if (!state.Raised)
                    alarms.Clear(stage, rule.Code);
                else
                    alarms.Raise(stage, rule.Code, rule.Severity, rule.Text, _values[rule.Code] is { } value ? Math.Round(value, 3) : null, rule.Raise);
            }
        }
    }
}
