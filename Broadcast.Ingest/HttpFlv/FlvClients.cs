using Broadcast.Ingest.Playback;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.HttpFlv;

/// <summary>Who watches over HTTP-FLV: how many there may be, and what they need for it.</summary>
internal sealed class FlvClients(IOptions<HttpFlvOptions> options, IHostApplicationLifetime lifetime, PlaybackTokens tokens, HttpFlvMetrics metrics, TimeProvider time)
{
    private int _count;

    public HttpFlvOptions Options => options.Value;

    public PlaybackTokens Tokens => tokens;

    public HttpFlvMetrics Metrics => metrics;

    public TimeProvider Time => time;

    public CancellationToken Stopping => lifetime.ApplicationStopping;

    public int Count => Volatile.Read(ref _count);

    /// <summary>False when there are too many. Who was let in must <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= options.Value.MaxClients)
            return true;

        Interlocked.Decrement(ref _count);
        metrics.Refused();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _count);
}
