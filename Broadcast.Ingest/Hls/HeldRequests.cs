using Broadcast.Ingest.Channels;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Hls;

/// <summary>Requests that wait for media to come. All of a channel's wake together, once a part.</summary>
internal sealed class HeldRequests(IOptions<HlsOptions> options, TimeProvider time, ChannelMetrics metrics)
{
    /// <summary>A held reload that takes longer is answered with 503 (rfc8216bis 6.2.5.2).</summary>
    private static readonly TimeSpan Patience = ChannelTimes.TargetDuration * 3;

    private int _held;

    public int Count => Volatile.Read(ref _held);

    /// <summary>The first listing that fulfils the condition; null when it took too long or too many wait.</summary>
    public async Task<Listing?> UntilAsync(ChannelOutput output, Func<Listing, bool> fulfilled, CancellationToken gone)
    {
        var listing = output.Listing;
        if (fulfilled(listing))
            return listing;

        if (Interlocked.Increment(ref _held) > options.Value.MaxHeld)
        {
            Interlocked.Decrement(ref _held);
            metrics.HoldRefused();
            return null;
        }

        metrics.Held(1);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, gone);
        try
        {
            while (!fulfilled(listing))
                listing = await listing.Next.WaitAsync(either.Token);
            return listing;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _held);
            metrics.Held(-1);
        }
    }
}
