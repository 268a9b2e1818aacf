using System.Diagnostics.Metrics;

namespace Broadcast.Ingest.Monitor;

/// <summary>The monitors' instruments on the meter of Ingest.</summary>
internal sealed class MonitorMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _posters;
    private readonly Counter<long> _postersDropped;

    public MonitorMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("LiveFestival.Ingest");
        _posters = _meter.CreateCounter<long>("livefestival.ingest.monitor.posters", description: "Posters shot.");
        _postersDropped = _meter.CreateCounter<long>("livefestival.ingest.monitor.posters_dropped", description: "Posters that were to be kept and were not.");
    }

    /// <summary>What is read when somebody asks: once, by the loop that owns the monitors.</summary>
    public void Observe(StageWatches watches)
    {
        Gauge("livefestival.ingest.monitor.level", "Sound of the last second, dBFS by square mean.", monitor => monitor.Reading.Level);
        Gauge("livefestival.ingest.monitor.peak", "Sound of the last second, dBFS by peak.", monitor => monitor.Reading.Peak);
        Gauge("livefestival.ingest.monitor.blackness", "Which part of the picture is black, 0-1.", monitor => monitor.Reading.Blackness);
        Gauge("livefestival.ingest.monitor.still", "Seconds for which the picture has stood still.", monitor => monitor.Reading.Still);
        Gauge("livefestival.ingest.monitor.dropped", "Fragments that the watching FFmpeg did not take in time.", monitor => monitor.Dropped);
        Gauge("livefestival.ingest.monitor.failures", "Watching FFmpegs that ended or hung.", monitor => monitor.Failures);

        void Gauge(string name, string description, Func<StageMonitor, double?> read) =>
            _meter.CreateObservableGauge(
                name,
                () => watches.All.Select(monitor => (monitor.Stage, Value: read(monitor))).Where(read => read.Value is not null)
                    .Select(read => new Measurement<double>(read.Value!.Value, new KeyValuePair<string, object?>("stage", read.Stage.Value))),
                description: description);
    }

    public void PosterShot() => _posters.Add(1);

    public void PosterDropped() => _postersDropped.Add(1);
}
