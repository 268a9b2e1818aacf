using System.Diagnostics.Metrics;
using Broadcast.Api.Spine;

namespace Broadcast.Api.Shops.Events;

internal sealed class ShopEventMetrics(ApiMeter meter)
{
    public Counter<long> Received { get; } = meter.Counter("livefestival.api.shop_events.received", "Messages of shops that were kept.");

    public Counter<long> Duplicate { get; } = meter.Counter("livefestival.api.shop_events.duplicate", "Messages of shops that were kept before.");

    public Counter<long> Refused { get; } = meter.Counter("livefestival.api.shop_events.refused", "Messages of shops that were not taken, by code.");

    public Counter<long> Done { get; } = meter.Counter("livefestival.api.shop_events.done", "Messages of shops that were carried out.");

    public Counter<long> Unmatched { get; } = meter.Counter("livefestival.api.shop_events.unmatched", "Messages of shops that go with nothing here.");

    public Counter<long> Failed { get; } = meter.Counter("livefestival.api.shop_events.failed", "Times that a message of a shop was not carried out, because of a fault.");

    public Counter<long> Faults { get; } = meter.Counter("livefestival.api.shop_events.faults", "Times that messages of shops could not be looked after.");
}
