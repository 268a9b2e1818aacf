using Broadcast.Ingest.Playback;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.HttpFlv;

/// <summary>Counts the HTTP-FLV clients against their limit, and holds what serving them needs.</summary>
internal sealed class FlvClients(IOptions<HttpFlvOptions> options, IHostApplicationLifetime lifetime, PlaybackTokens tokens, HttpFlvMetrics metrics, TimeProvider time)
{
    private int _count;

    public HttpFlvOptions Options => options.Value;

    public PlaybackTokens Tokens => tokens;

    public HttpFlvMetrics Metrics => metrics;

    public TimeProvider Time => time;

    public CancellationToken Stopping => lifetime.ApplicationStopping;

    public int Count => Volatile.Read(ref _count);

    /// <summary>False when there are too many clients. After true, call <see cref="Leave"/> when the client is gone.</summary>
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
