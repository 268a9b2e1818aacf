using System.Diagnostics.Metrics;

namespace Broadcast.Ingest.Simulcast;

/// <summary>Metrics of pushing to other platforms, by channel and target.</summary>
internal sealed class SimulcastMetrics
{
    private readonly UpDownCounter<int> _live;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _failures;

    public SimulcastMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("LiveFestival.Ingest");
        _live = meter.CreateUpDownCounter<int>("livefestival.ingest.simulcast.live", "{target}", "Targets that take the channel now.");
        _sent = meter.CreateCounter<long>("livefestival.ingest.simulcast.sent", "By", "Bytes sent to targets.");
        _dropped = meter.CreateCounter<long>("livefestival.ingest.simulcast.dropped", "{fragment}", "Fragments not sent because a target was too slow for them.");
        _failures = meter.CreateCounter<long>("livefestival.ingest.simulcast.failures", "{attempt}", "Attempts that failed, and connections that broke off.");
    }

    public void Live(string channel, string target, int change) => _live.Add(change, Tags(channel, target));

    public void Sent(string channel, string target, long bytes) => _sent.Add(bytes, Tags(channel, target));

    public void Dropped(string channel, string target, long fragments) => _dropped.Add(fragments, Tags(channel, target));

    public void Failed(string channel, string target) => _failures.Add(1, Tags(channel, target));

    private static ReadOnlySpan<KeyValuePair<string, object?>> Tags(string channel, string target) =>
        new KeyValuePair<string, object?>[] { new("channel", channel), new("target", target) };
}
