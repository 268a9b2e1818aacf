using System.Diagnostics.Metrics;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Sources.Health;

/// <summary>The sources' instruments on the meter of Ingest.</summary>
internal sealed class SourceMetrics
{
    private readonly Counter<long> _runs;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _refusals;
    private readonly Meter _meter;

    public SourceMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("LiveFestival.Ingest");
        _runs = _meter.CreateCounter<long>("livefestival.ingest.packaging.runs", description: "FFmpeg processes started for a stage.");
        _failures = _meter.CreateCounter<long>("livefestival.ingest.packaging.failures", description: "FFmpeg processes that hung, ended by themselves or returned invalid media.");
        _refusals = _meter.CreateCounter<long>("livefestival.ingest.sources.refusals", description: "Publishers refused, by reason.");
    }

    public void RunBegan(StageId stage) => _runs.Add(1, Stage(stage));

    public void RunFailed(StageId stage) => _failures.Add(1, Stage(stage));

    public void Refused(string reason) => _refusals.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Registers the gauges that are read at each collection. Called once, by the loop that owns the stages.</summary>
    public void Observe(Func<IEnumerable<StageSource>> stages)
    {
        Gauge("livefestival.ingest.sources.live", "1 while FFmpeg returns a stage's pictures.", health => health.Live ? 1 : 0);
        Gauge("livefestival.ingest.sources.bitrate", "Bits a second received.", health => health.Bitrate);
        Gauge("livefestival.ingest.sources.frame_rate", "Pictures a second received.", health => health.FrameRate);
        Gauge("livefestival.ingest.sources.silence_filled", "Milliseconds of silence inserted for the present publisher.", health => health.SilenceFilled);
        Gauge("livefestival.ingest.sources.dropped", "Messages of the present publisher dropped because the queue was full.", health => health.Dropped);
        Gauge("livefestival.ingest.sources.gop", "Seconds between keyframes.", health => health.Gop);
        Gauge("livefestival.ingest.sources.reconnects", "Reconnects since the host's start.", health => health.Reconnects);
        Gauge("livefestival.ingest.sources.timestamp_jumps", "Leaps of the timestamps that began a new run.", health => health.TimestampJumps);
        Gauge("livefestival.ingest.sources.av_skew", "Milliseconds by which sound is stamped later than the picture it comes with.", health => health.AvSkew);
        Gauge("livefestival.ingest.sources.last_packet_age", "Milliseconds since the last message.", health => health.LastPacketAge);
        _meter.CreateObservableGauge(
            "livefestival.ingest.sources.queue",
            () => stages().Select(stage => new Measurement<double>(stage.Session?.QueueLength ?? 0, Stage(stage.Id))),
            description: "Messages that wait for FFmpeg.");
        _meter.CreateObservableGauge(
            "livefestival.ingest.sources.queue.bytes",
            () => stages().Select(stage => new Measurement<long>(stage.Session?.QueueBytes ?? 0, Stage(stage.Id))),
            "By",
            "Bytes that wait for FFmpeg.");

        // Unknown values are not reported.
        void Gauge(string name, string description, Func<SourceHealth, double?> read) =>
            _meter.CreateObservableGauge(
                name,
                () => stages().Select(stage => (stage.Id, Value: read(stage.Health()))).Where(read => read.Value is not null)
                    .Select(read => new Measurement<double>(read.Value!.Value, Stage(read.Id))),
                description: description);
    }

    private static KeyValuePair<string, object?> Stage(StageId stage) => new("stage", stage.Value);
}
