using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;

namespace Broadcast.Ingest.Sources.Alarms;

/// <summary>
/// The raised alarms. Each part raises and clears its own by stage and code; raising an alarm again keeps its age. An alarm without a
/// stage belongs to the whole host and shows with every stage. Any thread may call; nothing here blocks.
/// </summary>
internal sealed partial class StageAlarms(TimeProvider time, AlarmMetrics metrics, ILogger<StageAlarms> logger)
{
    /// <summary>Codes are few and fixed in the source: more than this on one stage is a bug.</summary>
    private const int MostPerStage = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, StageAlarm>> _raised = new(StringComparer.Ordinal);

    /// <summary>Raises an alarm, or updates all but the age of one that is raised.</summary>
    /// <param name="stage">Null for the whole host.</param>
    /// <param name="code">A stable word; pages choose their texts by it.</param>
    /// <param name="severity">How much it matters.</param>
    /// <param name="text">One English sentence.</param>
    /// <param name="value">What was measured.</param>
    /// <param name="threshold">The value beyond which the alarm is raised, in the unit of <paramref name="value"/>.</param>
    public void Raise(StageId? stage, string code, AlarmSeverity severity, string text, double? value = null, double? threshold = null)
    {
        var key = Key(stage);
        lock (_gate)
        {
            if (!_raised.TryGetValue(key, out var alarms))
                _raised[key] = alarms = new(StringComparer.Ordinal);
            var known = alarms.GetValueOrDefault(code);
            if (known is null && alarms.Count == MostPerStage)
            {
                metrics.Dropped();
                return;
            }

            alarms[code] = new StageAlarm
            {
                Code = code,
                Severity = severity,
                Since = known?.Since ?? time.GetUtcNow().ToUnixTimeMilliseconds(),
                Value = value,
                Threshold = threshold,
                Text = text,
            };
            if (known is not null)
                return;
        }

        metrics.Raised(key, code);
        AlarmRaised(logger, key, code, severity, value, threshold, text);
    }

    /// <summary>Ends an alarm; does nothing when it is not raised.</summary>
    public void Clear(StageId? stage, string code)
    {
        var key = Key(stage);
        StageAlarm? cleared = null;
        lock (_gate)
            _raised.GetValueOrDefault(key)?.Remove(code, out cleared);
        if (cleared is not null)
            AlarmCleared(logger, key, code, (time.GetUtcNow().ToUnixTimeMilliseconds() - cleared.Since) / 1000);
    }

    /// <summary>The stage's alarms and the host's: highest severity first, then oldest first.</summary>
    public IReadOnlyList<StageAlarm> Of(StageId stage)
    {
        lock (_gate)
            return [.. In(stage.Value).Concat(In("")).OrderByDescending(alarm => alarm.Severity).ThenBy(alarm => alarm.Since)];
    }

    /// <summary>All raised alarms with their stage, which is empty for those of the whole host.</summary>
    public IReadOnlyList<(string Stage, StageAlarm Alarm)> All()
    {
        lock (_gate)
            return [.. _raised.SelectMany(stage => stage.Value.Values, (stage, alarm) => (stage.Key, alarm))];
    }

    private IEnumerable<StageAlarm> In(string key) => _raised.GetValueOrDefault(key)?.Values ?? Enumerable.Empty<StageAlarm>();

    private static string Key(StageId? stage) => stage?.Value ?? "";

    [LoggerMessage(EventName = nameof(AlarmRaised), Level = LogLevel.Warning, Message = "Stage {Stage}: alarm {Code} ({Severity}) is raised: value {Value}, threshold {Threshold}. {Text}")]
    private static partial void AlarmRaised(ILogger logger, string stage, string code, AlarmSeverity severity, double? value, double? threshold, string text);

    [LoggerMessage(EventName = nameof(AlarmCleared), Level = LogLevel.Information, Message = "Stage {Stage}: alarm {Code} is over after {Seconds} s")]
    private static partial void AlarmCleared(ILogger logger, string stage, string code, long seconds);
}
