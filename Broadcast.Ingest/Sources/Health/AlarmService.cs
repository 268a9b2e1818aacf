using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Ingest.Sources.Alarms;
using Broadcast.Ingest.Sources.Health.Rules;

namespace Broadcast.Ingest.Sources.Health;

/// <summary>Checks every stage twice a second and raises and clears alarms by the rules.</summary>
internal sealed class AlarmService(
    FactsReader facts,
    StageRegistry stages,
    StageReadings readings,
    StageAlarms alarms,
    AlarmMetrics metrics,
    AlarmBook book,
    TimeProvider time,
    ILogger<AlarmService> logger) : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);
    private readonly Dictionary<StageId, StageRules> _stages = [];
    private readonly LoopGuard _guard = new(logger, time);
    private readonly long _began = time.GetTimestamp();

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        metrics.Observe(alarms);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // A check that fails leaves the alarms as they are. The next one follows half a second later.
            _guard.Try("Checking the stages' health", CheckStages);
        }
    }

    private void CheckStages()
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
            if (!_stages.TryGetValue(stage, out var rules))
                _stages[stage] = rules = new StageRules(book.Rules);
            var source = stages.Source(stage);
            var health = source.Health();
            var begun = health.Publisher is { } publisher ? time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(publisher.Since) : (TimeSpan?)null;
            rules.Step(new StageReading(health, begun, readings.Of(stage), rules.NewDrops(health.DroppedTotal), rules.NewFailures(health.Restarts), rules.NewRejections(health.Rejections)), now);
            rules.Publish(stage, alarms);
        }
    }

    /// <summary>The state of each rule on one stage, and the counts at the last check.</summary>
    private sealed class StageRules(IReadOnlyList<AlarmRule> rules)
    {
        private readonly List<(AlarmRule Rule, AlarmState State)> _states = [.. rules.Select(rule => (rule, new AlarmState(rule)))];
        private readonly Dictionary<string, double?> _values = new(StringComparer.Ordinal);
        private long _drops;
        private long _failures;
        private long _rejections;

        public long NewDrops(long drops) => drops - Interlocked.Exchange(ref _drops, drops);

        public long NewFailures(long failures) => failures - Interlocked.Exchange(ref _failures, failures);

        public long NewRejections(long rejections) => rejections - Interlocked.Exchange(ref _rejections, rejections);

        public void Step(StageReading reading, TimeSpan now)
        {
            foreach (var (rule, state) in _states)
            {
                var value = rule.Measure(reading);
                state.Step(value, now);
                _values[rule.Code] = value;
            }
        }

        public void Publish(StageId stage, StageAlarms alarms)
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
