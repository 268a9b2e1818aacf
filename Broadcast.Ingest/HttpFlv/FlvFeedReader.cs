using Broadcast.Ingest.Media.Flv;

namespace Broadcast.Ingest.HttpFlv;

/// <summary>One client's position in a feed. Used by one loop at a time.</summary>
internal sealed class FlvFeedReader(FlvFeed feed, long position, TimeSpan maxLag) : IDisposable
{
    private long _position = position;
    private bool _broken;
    private bool _disposed;

    /// <summary>Batches that were passed over, because the client was too slow.</summary>
    public long Skipped { get; private set; }

    /// <summary>How often batches were passed over.</summary>
    public long Skips { get; private set; }

    /// <summary>True when nothing more will come.</summary>
    public bool Ended => feed.Ended;

    /// <summary>The next batch; null when there is none yet. A client that is too far behind gets the newest keyframe.</summary>
    public FlvBatch? Next()
    {
        while (_position < feed.Head)
        {
            var batch = feed.At(_position);
            var key = feed.NewestKey;
            if (key > _position && (batch is null || feed.HeadTime - batch.Time > maxLag.TotalMilliseconds))
            {
                Pass(key);
            }
            else if (batch is null || (_broken && !batch.Independent))
            {
                // The batch is gone or needs one that is gone, and no keyframe has come since.
                _broken = true;
                Pass(_position + 1);
            }
            else
            {
                _broken = false;
                _position++;
                return batch;
            }
        }

        return null;
    }

    /// <summary>Waits until there may be another batch, or the channel has ended.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        var more = feed.More;
        if (_position >= feed.Head && !feed.Ended)
            await more.WaitAsync(cancellation);
    }

    public void Dispose()
    {
        if (_disposed)
            return;

        _disposed = true;
        feed.Leave();
    }

    private void Pass(long to)
    {
        if (!_broken)
            Skips++;
        Skipped += to - _position;
        _position = to;
    }
}
