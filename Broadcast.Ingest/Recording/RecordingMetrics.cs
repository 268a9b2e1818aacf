using System.Diagnostics.Metrics;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Recording;

/// <summary>Metrics of recording.</summary>
internal sealed class RecordingMetrics
{
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _removed;
    private readonly Counter<long> _filmsFailed;
    private readonly Meter _meter;

    public RecordingMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("LiveFestival.Ingest");
        _bytes = _meter.CreateCounter<long>("livefestival.ingest.recording.written", "By", "Media written to disk.");
        _dropped = _meter.CreateCounter<long>("livefestival.ingest.recording.dropped", "{segment}", "Segments that are a gap in the recording, by reason.");
        _removed = _meter.CreateCounter<long>("livefestival.ingest.recording.removed", "By", "Media removed, by reason.");
        _filmsFailed = _meter.CreateCounter<long>("livefestival.ingest.recording.films.failed", "{film}", "Replays that could not be made an MP4.");
    }

    public void FilmFailed() => _filmsFailed.Add(1);

    /// <summary>Registers the gauges that are read when they are collected.</summary>
    public void Observe(Func<bool> full, Func<long> free, Func<IEnumerable<(ChannelId Channel, int Waiting, long Bytes)>> waiting)
    {
        _meter.CreateObservableGauge("livefestival.ingest.recording.disk_full", () => full() ? 1 : 0, description: "1 while the disk takes no recording.");
        _meter.CreateObservableGauge("livefestival.ingest.recording.free", free, "By", "Free on the recordings' disk.");
        _meter.CreateObservableGauge(
            "livefestival.ingest.recording.queue",
            () => waiting().Select(channel => new Measurement<int>(channel.Waiting, new KeyValuePair<string, object?>("channel", channel.Channel.Value))),
            "{segment}",
            "Segments that wait for the disk.");
        _meter.CreateObservableGauge(
            "livefestival.ingest.recording.queue.bytes",
            () => waiting().Select(channel => new Measurement<long>(channel.Bytes, new KeyValuePair<string, object?>("channel", channel.Channel.Value))),
            "By",
            "Bytes of the segments that wait for the disk.");
    }

    public void Written(ChannelId channel, long bytes) => _bytes.Add(bytes, new KeyValuePair<string, object?>("channel", channel.Value));

    /// <param name="channel">The channel that is recorded.</param>
    /// <param name="reason"><c>queue</c>, <c>disk-full</c>, <c>disk-error</c> or <c>relay-state</c>.</param>
    public void Dropped(ChannelId channel, string reason) =>
        _dropped.Add(1, new KeyValuePair<string, object?>("channel", channel.Value), new KeyValuePair<string, object?>("reason", reason));

    /// <param name="bytes">Size of what was removed.</param>
    /// <param name="reason"><c>age</c> or <c>room</c>.</param>
    public void Removed(long bytes, string reason) => _removed.Add(bytes, new KeyValuePair<string, object?>("reason", reason));
}
