using System.Threading.RateLimiting;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Votes;

/// <summary>How many ballots one person may send in a minute. The call asks for it by itself, because a ballot that is known is answered beyond it, too.</summary>
internal sealed class BallotLimit(IOptions<VoteOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<ViewerId> _limiter = PartitionedRateLimiter.Create<ViewerId, ViewerId>(
        person => RateLimitPartition.GetTokenBucketLimiter(person, _ => RequestLimits.Bucket(options.Value.BallotsPerMinute)));

    /// <summary>The caller disposes it.</summary>
    public RateLimitLease Take(ViewerId person) => _limiter.AttemptAcquire(person);

    public void Dispose() => _limiter.Dispose();
}
