using System.Diagnostics.Metrics;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.HttpFlv;

internal sealed class HttpFlvMetrics
{
    private readonly UpDownCounter<int> _clients;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _skipped;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _unreadable;
    private readonly Meter _meter;

    public HttpFlvMetrics(IMeterFactory meters)
    {
        var meter = _meter = meters.Create("LiveFestival.Ingest");
        _clients = meter.CreateUpDownCounter<int>("livefestival.ingest.flv.clients", "{client}", "Clients that get a channel as FLV.");
        _sent = meter.CreateCounter<long>("livefestival.ingest.flv.sent", "By", "Bytes given to clients.");
        _skipped = meter.CreateCounter<long>("livefestival.ingest.flv.skipped", "{fragment}", "Fragments not sent because a client was too slow for them.");
        _closed = meter.CreateCounter<long>("livefestival.ingest.flv.closed", "{client}", "Clients that are gone, by reason.");
        _refused = meter.CreateCounter<long>("livefestival.ingest.flv.refused", "{client}", "Clients turned away because there were too many.");
        _unreadable = meter.CreateCounter<long>("livefestival.ingest.flv.unreadable", "{fragment}", "Fragments that could not be put into FLV.");
    }

    /// <summary>Registers the gauge of what the feeds keep. Called once.</summary>
    public void Observe(Func<IEnumerable<FlvFeed>> feeds) => _meter.CreateObservableGauge(
        "livefestival.ingest.flv.kept", () => feeds().Select(feed => new Measurement<long>(feed.Bytes, Tag(feed.Channel))), "By", "Bytes kept for clients, by channel.");

    public void Opened(ChannelId channel) => _clients.Add(1, Tag(channel));

    public void Closed(ChannelId channel, string reason)
    {
        _clients.Add(-1, Tag(channel));
        _closed.Add(1, Tag(channel), new KeyValuePair<string, object?>("reason", reason));
    }

    public void Sent(ChannelId channel, long bytes) => _sent.Add(bytes, Tag(channel));

    public void Skipped(ChannelId channel, long fragments) => _skipped.Add(fragments, Tag(channel));

    public void Refused() => _refused.Add(1);

    public void Unreadable(ChannelId channel) => _unreadable.Add(1, Tag(channel));

    private static KeyValuePair<string, object?> Tag(ChannelId channel) => new("channel", channel.Value);
}
