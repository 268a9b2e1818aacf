using System.Diagnostics.Metrics;

namespace Broadcast.Ingest.Sources.Alarms;

/// <summary>The alarms on the meter of Ingest.</summary>
internal sealed class AlarmMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _raised;
    private readonly Counter<long> _dropped;

    public AlarmMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("LiveFestival.Ingest");
        _raised = _meter.CreateCounter<long>("livefestival.ingest.alarms.raised", description: "Alarms raised, by stage and code.");
        _dropped = _meter.CreateCounter<long>("livefestival.ingest.alarms.dropped", description: "Alarms not raised because a stage has too many.");
    }

    /// <summary>Registers the gauge that is read at each collection. Called once, by the loop that owns the alarms.</summary>
    public void Observe(StageAlarms alarms) =>
        _meter.CreateObservableGauge(
            "livefestival.ingest.alarm",
            () => alarms.All().Select(raised => new Measurement<int>(
                1,
                new("stage", raised.Stage),
                new("code", raised.Alarm.Code),
                new("severity", raised.Alarm.Severity.ToString().ToLowerInvariant()))),
            description: "1 while an alarm is raised; alarms of the whole host have an empty stage.");

    public void Raised(string stage, string code) => _raised.Add(1, new("stage", stage), new("code", code));

    public void Dropped() => _dropped.Add(1);
}
