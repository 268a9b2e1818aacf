using System.Diagnostics.Metrics;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Leases;

namespace Broadcast.Api.Data.Leases;

/// <summary>Who holds what, as this process saw it last, and what was refused.</summary>
internal sealed class LeaseMetrics
{
    private readonly Counter<long> _refused;
    private readonly Counter<long> _lost;
    private volatile IReadOnlyList<LeaseRow> _rows = [];

    public LeaseMetrics(ApiMeter meter)
    {
        meter.Gauge("livefestival.api.leases.number", () => _rows.Select(Number), "The fencing number of each lease, with its holder.");
        _refused = meter.Counter("livefestival.api.leases.refused", "Writes of this process that a store has refused, because another process has the lease.");
        _lost = meter.Counter("livefestival.api.leases.lost", "Leases that this process has lost without giving them back.");
    }

    /// <param name="rows">The leases that somebody holds.</param>
    public void Seen(IReadOnlyList<LeaseRow> rows) => _rows = rows;

    /// <param name="lease">Its name.</param>
    /// <param name="store">Who has refused it: one of <see cref="LeaseStores"/>.</param>
    public void Refused(string lease, string store) => _refused.Add(1, new KeyValuePair<string, object?>("lease", lease), new("store", store));

    public void Lost(string lease) => _lost.Add(1, new KeyValuePair<string, object?>("lease", lease));

    private static Measurement<long> Number(LeaseRow row) => new(row.Number, new("lease", row.Name), new("holder", row.Holder));
}
