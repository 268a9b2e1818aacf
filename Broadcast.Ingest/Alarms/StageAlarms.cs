using Broadcast.Chat.Contracts;

namespace Broadcast.Ingest.Alarms;

/// <summary>
/// The alarms that are up. Each part raises and clears its own by stage and code; what is raised twice is one alarm, whose age stays.
/// An alarm without a stage is the whole host's and shows with every stage. Any thread may call; nothing here blocks.
/// </summary>
internal sealed partial class StageAlarms(TimeProvider time, AlarmMetrics metrics, ILogger<StageAlarms> logger)
{
    /// <summary>Codes are few and written in the source: more than this is a fault of ours.</summary>
    private const int MostPerStage = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, StageAlarm>> _raised = new(StringComparer.Ordinal);

    /// <summary>Raises an alarm, or renews the value and the words of one that is up.</summary>
    /// <param name="stage">Null for the whole host.</param>
    /// <param name="code">A stable word; pages have their texts by it.</param>
    /// <param name="severity">How much it matters.</param>
    /// <param name="text">One English sentence.</param>
    /// <param name="value">What was measured.</param>
    /// <param name="threshold">Beyond which it is raised, in the same unit.</param>
    public void Raise(StageId? stage, string code, AlarmSeverity severity, string text, double? value = null, double? threshold = null)
    {
        var place = Place(stage);
        lock (_gate)
        {
            if (!_raised.TryGetValue(place, out var alarms))
                _raised[place] = alarms = new(StringComparer.Ordinal);
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

        metrics.Raised(place, code);
        AlarmRaised(logger, place, code, severity, value, threshold, text);
    }

    /// <summary>Ends an alarm; nothing happens when it is not up.</summary>
    public void Clear(StageId? stage, string code)
    {
        var place = Place(stage);
        StageAlarm? cleared = null;
        lock (_gate)
            _raised.GetValueOrDefault(place)?.Remove(code, out cleared);
        if (cleared is not null)
            AlarmCleared(logger, place, code, (time.GetUtcNow().ToUnixTimeMilliseconds() - cleared.Since) / 1000);
    }

    /// <summary>The stage's alarms and the host's, the gravest first and of these the oldest.</summary>
    public IReadOnlyList<StageAlarm> Of(StageId stage)
    {
        lock (_gate)
            return [.. In(stage.Value).Concat(In("")).OrderByDescending(alarm => alarm.Severity).ThenBy(alarm => alarm.Since)];
    }

    /// <summary>Everything that is up, by stage; the host's own under an empty name.</summary>
    public IReadOnlyList<(string Stage, StageAlarm Alarm)> All()
    {
        lock (_gate)
            return [.. _raised.SelectMany(stage => stage.Value.Values, (stage, alarm) => (stage.Key, alarm))];
    }

    private IEnumerable<StageAlarm> In(string place) => _raised.GetValueOrDefault(place)?.Values ?? Enumerable.Empty<StageAlarm>();

    private static string Place(StageId? stage) => stage?.Value ?? "";

    [LoggerMessage(EventName = nameof(AlarmRaised), Level = LogLevel.Warning, Message = "Stage {Stage}: alarm {Code} ({Severity}): {Value}, threshold {Threshold}. {Text}")]
    private static partial void AlarmRaised(ILogger logger, string stage, string code, AlarmSeverity severity, double? value, double? threshold, string text);

    [LoggerMessage(EventName = nameof(AlarmCleared), Level = LogLevel.Information, Message = "Stage {Stage}: alarm {Code} is over after {Seconds} s")]
    private static partial void AlarmCleared(ILogger logger, string stage, string code, long seconds);
}
