using System.Diagnostics.Metrics;
using Broadcast.Api.Spine;

namespace Broadcast.Api.Commits;

/// <summary>How requests are committed together.</summary>
internal sealed class CommitMetrics(ApiMeter meter)
{
    private readonly Counter<long> _transactions = meter.Counter("livefestival.api.commits.transactions", "Transactions in which requests were committed together, by the requests' sort.");
    private readonly Counter<long> _requests = meter.Counter("livefestival.api.commits.requests", "Requests that were committed in them.");

    private readonly Counter<long> _collisions = meter.Counter("livefestival.api.commits.collisions", "Transactions that were done again because another one was in their way.");

    public void Collided(string sort) => _collisions.Add(1, new KeyValuePair<string, object?>("sort", sort));

    public void Committed(string sort, int requests)
    {
        var of = new KeyValuePair<string, object?>("sort", sort);
        _transactions.Add(1, of);
        _requests.Add(requests, of);
    }
}
