using System.Diagnostics.Metrics;
using Broadcast.Api.Spine;

namespace Broadcast.Api.Outbox;

internal sealed class OutboxMetrics
{
    private OutboxCounts _counts = new(0, null, 0, 0, null, 0, 0);

    public OutboxMetrics(ApiMeter meter, TimeProvider time)
    {
        Delivered = meter.Counter("livefestival.api.outbox.delivered", "Messages that a shop's server took over, by shop.");
        Failed = meter.Counter("livefestival.api.outbox.failed", "Tries that a shop's server did not take over, by shop.");
        Parked = meter.Counter("livefestival.api.outbox.parked", "Messages to shops that were given up, by shop.");
        Dropped = meter.Counter("livefestival.api.outbox.dropped", "Messages to shops that were removed unsent, because they were too old or too many.");
        Faults = meter.Counter("livefestival.api.outbox.faults", "Times that messages to shops could not be looked after.");
        meter.Gauge("livefestival.api.outbox.waiting", "Messages to shops that are not sent.", () => Counts.Waiting);
        meter.Gauge("livefestival.api.outbox.parked_now", "Messages to shops that were given up and are still there.", () => Counts.Parked);
        meter.Gauge("livefestival.api.outbox.oldest", "Seconds that the oldest message to a shop has waited.", () => Counts.AgeOfOutgoing(time.GetUtcNow()));
        meter.Gauge("livefestival.api.shop_events.waiting", "Messages of shops that are not carried out.", () => Counts.Incoming);
        meter.Gauge("livefestival.api.shop_events.refused_now", "Messages of shops of a known type that went with nothing in the last day.", () => Counts.RefusedIncoming);
        meter.Gauge("livefestival.api.shop_events.oldest", "Seconds that the oldest message of a shop has waited.", () => Counts.AgeOfIncoming(time.GetUtcNow()));
    }

    public Counter<long> Delivered { get; }

    public Counter<long> Failed { get; }

    public Counter<long> Parked { get; }

    public Counter<long> Dropped { get; }

    public Counter<long> Faults { get; }

    /// <summary>What was counted last.</summary>
    public OutboxCounts Counts
    {
        get => Volatile.Read(ref _counts);
        set => Volatile.Write(ref _counts, value);
    }

    public static KeyValuePair<string, object?> Of(string shop) => new("shop", shop);
}
