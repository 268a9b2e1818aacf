using System.Diagnostics.Metrics;

namespace Broadcast.Ingest.Rtmp;

/// <summary>Metrics of the RTMP server.</summary>
internal sealed class RtmpMetrics
{
    private readonly UpDownCounter<int> _connections;
    private readonly UpDownCounter<int> _publishers;
    private readonly Counter<long> _turnedAway;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _ends;
    private readonly Counter<long> _bytes;

    public RtmpMetrics(IMeterFactory factory)
    {
        var meter = factory.Create("LiveFestival.Ingest");
        _connections = meter.CreateUpDownCounter<int>("livefestival.ingest.rtmp.connections", description: "Open connections.");
        _publishers = meter.CreateUpDownCounter<int>("livefestival.ingest.rtmp.publishers", description: "Connections that publish.");
        _turnedAway = meter.CreateCounter<long>("livefestival.ingest.rtmp.turned_away", description: "Connections turned away, by limit.");
        _refusals = meter.CreateCounter<long>("livefestival.ingest.rtmp.refusals", description: "Publishers refused, by reason.");
        _ends = meter.CreateCounter<long>("livefestival.ingest.rtmp.ends", description: "Ended connections, by reason.");
        _bytes = meter.CreateCounter<long>("livefestival.ingest.rtmp.received", unit: "By", description: "Bytes received.");
    }

    public void ConnectionOpened() => _connections.Add(1);

    public void ConnectionEnded(string reason)
    {
        _connections.Add(-1);
        _ends.Add(1, Reason(reason));
    }

    public void PublishingBegan() => _publishers.Add(1);

    public void PublishingEnded() => _publishers.Add(-1);

    public void TurnedAway(string limit) => _turnedAway.Add(1, Reason(limit));

    public void Refused(string reason) => _refusals.Add(1, Reason(reason));

    public void Received(long bytes) => _bytes.Add(bytes);

    private static KeyValuePair<string, object?> Reason(string reason) => new("reason", reason);
}
