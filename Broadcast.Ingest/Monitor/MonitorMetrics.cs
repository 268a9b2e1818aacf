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
        _posters = _meter.CreateCounter<long>("livefestival.ingest.monitor.posters", description: "Posters made.");
        _postersDropped = _meter.CreateCounter<long>("livefestival.ingest.monitor.posters_dropped", description: "Posters that should have been kept but were lost.");
    }

    /// <summary>Registers the gauges that are read at each collection. Called once, by the loop that owns the monitors.</summary>
    public void Observe(StageWatches watches)
    {
        Gauge("livefestival.ingest.monitor.level", "RMS level of the last second's sound, dBFS.", monitor => monitor.Reading.Level);
        Gauge("livefestival.ingest.monitor.peak", "Peak of the last second's sound, dBFS.", monitor => monitor.Reading.Peak);
        Gauge("livefestival.ingest.monitor.blackness", "Share of the picture that is black, 0-1.", monitor => monitor.Reading.Blackness);
        Gauge("livefestival.ingest.monitor.still", "Seconds for which the picture has stood still.", monitor => monitor.Reading.Still);
        Gauge("livefestival.ingest.monitor.dropped", "Fragments that the watching FFmpeg did not read in time.", monitor => monitor.Dropped);
        Gauge("livefestival.ingest.monitor.queue", "Bytes that wait for the watching FFmpeg.", monitor => monitor.WaitingBytes);
        Gauge("livefestival.ingest.monitor.failures", "Watching FFmpeg processes that ended or hung.", monitor => monitor.Failures);

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
