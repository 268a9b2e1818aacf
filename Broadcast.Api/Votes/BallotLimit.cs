using System.Threading.RateLimiting;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Votes;

/// <summary>Limits how many ballots one person sends in a minute. The endpoint asks it, not the middleware: a ballot that is already committed is answered even when the limit is reached.</summary>
internal sealed class BallotLimit(IOptions<VoteOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<ViewerId> _limiter = PartitionedRateLimiter.Create<ViewerId, ViewerId>(
        person => RateLimitPartition.GetTokenBucketLimiter(person, _ => RequestLimits.Bucket(options.Value.BallotsPerMinute)));

    /// <summary>The caller disposes it.</summary>
    public RateLimitLease Take(ViewerId person) => _limiter.AttemptAcquire(person);

    public void Dispose() => _limiter.Dispose();
}
