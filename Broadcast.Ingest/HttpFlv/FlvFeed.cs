using Broadcast.Chat.Contracts;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Packaging.Flv;
using Broadcast.Ingest.Packaging.Fmp4;

namespace Broadcast.Ingest.HttpFlv;

/// <summary>
/// A channel as FLV, for any number of readers. Without a reader it only remembers the fragments since the last keyframe; with one, each
/// fragment is encoded once, under the channel's gate, into a ring that readers go through at their own pace. A reader that is too slow
/// finds its place in the ring gone: it holds up nobody, and costs no memory of its own.
/// </summary>
internal sealed partial class FlvFeed : IChannelListener, IDisposable
{
    /// <summary>A longer GOP is not kept: who comes then waits for the next keyframe.</summary>
    private const int MaxKept = 1000;

    /// <summary>More than a GOP that is kept: 40 s at 25 frames a second.</summary>
    private const int Ring = 1024;

    private readonly ChannelOutput _output;
    private readonly TimeSpan _kept;
    private readonly HttpFlvMetrics _metrics;
    private readonly ILogger _logger;
    private readonly IDisposable _listening;
    private readonly List<Fragment> _sinceKey = [];
    private readonly FlvBatch?[] _ring = new FlvBatch?[Ring];
    private DateTimeOffset? _origin;
    private FlvEncoder? _encoder;
    private int _readers;
    private long _trimmed;
    private long _newestKey = -1;
    private long _head;
    private long _headTime;
    private TaskCompletionSource _more = NewSignal();
    private volatile bool _ended;

    /// <param name="output">The channel.</param>
    /// <param name="kept">How far behind a reader may be and still find its place.</param>
    /// <param name="metrics">Counts what cannot be read.</param>
    /// <param name="logger">Says why.</param>
    public FlvFeed(ChannelOutput output, TimeSpan kept, HttpFlvMetrics metrics, ILogger logger)
    {
        (_output, _kept, _metrics, _logger) = (output, kept, metrics, logger);
        _listening = output.Listen(this);
    }

    public ChannelId Channel => _output.Id;

    public bool Ended => _ended;

    /// <summary>Completes when there is more, or the channel has ended.</summary>
    public Task More => Volatile.Read(ref _more).Task;

    /// <summary>The next number.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>Time of the newest batch, in milliseconds.</summary>
    public long HeadTime => Volatile.Read(ref _headTime);

    /// <summary>Number of the newest batch that a reader can begin at; -1 while there is none.</summary>
    public long NewestKey => Volatile.Read(ref _newestKey);

    /// <summary>Begins at the last keyframe, which is there at once unless the GOP is very long. Disposing ends it.</summary>
    public FlvReader Read(TimeSpan maxLag)
    {
        lock (_output.Gate)
        {
            if (_readers++ == 0)
                Begin();
            return new FlvReader(this, NewestKey >= 0 ? NewestKey : Head, maxLag);
        }
    }

    public void Leave()
    {
        lock (_output.Gate)
        {
            if (--_readers > 0)
                return;

            _encoder = null;
            Array.Clear(_ring);
        }
    }

    /// <summary>The batch of that number; null when it is not there yet, or not any more.</summary>
    public FlvBatch? At(long number)
    {
        var batch = Volatile.Read(ref _ring[number % Ring]);
        return batch?.Number == number ? batch : null;
    }

    public void OnFragment(Fragment fragment)
    {
        _origin ??= fragment.Start;
        if (fragment.Independent)
            _sinceKey.Clear();
        // Nothing can be decoded before the first keyframe, and a GOP that is not whole is of no use.
        var waits = _sinceKey.Count == 0 && !fragment.Independent;
        if (!waits && _sinceKey.Count < MaxKept)
            _sinceKey.Add(fragment);
        else
            _sinceKey.Clear();

        if (_encoder is not null && !(waits && NewestKey < 0))
            Encode(fragment);
    }

    public void OnSegment(Segment segment)
    {
        // Readers get pictures as they come.
    }

    public void Dispose()
    {
        _listening.Dispose();
        _ended = true;
        Signal();
    }

    /// <summary>The first reader has come. Another encoder: what was encoded before, nobody has seen.</summary>
    private void Begin()
    {
        _encoder = new FlvEncoder(_origin ?? _output.End, Head);
        Volatile.Write(ref _newestKey, -1);
        _trimmed = Head;
        // A copy: what cannot be encoded is forgotten, with all that follows from it.
        foreach (var fragment in _sinceKey.ToArray())
        {
            if (!Encode(fragment))
                return;
        }
    }

    /// <summary>False when it cannot be. Never throws: it runs under the channel's gate, and the channel goes on.</summary>
    private bool Encode(Fragment fragment)
    {
        FlvBatch? batch;
        try
        {
            batch = _encoder!.Encode(fragment);
        }
        catch (Exception exception)
        {
            // Readers go on with the next keyframe, in an encoder that does not remember this one.
            _metrics.Unreadable(Channel);
            Unreadable(_logger, Channel, exception is Fmp4Exception ? exception.Message : exception.ToString());
            _sinceKey.Clear();
            _encoder = new FlvEncoder(_origin!.Value, Head);
            Volatile.Write(ref _newestKey, -1);
            return false;
        }

        if (batch is null)
            return true;

        Volatile.Write(ref _ring[batch.Number % Ring], batch);
        Volatile.Write(ref _headTime, batch.Time);
        if (batch.Independent)
            Volatile.Write(ref _newestKey, batch.Number);
        Volatile.Write(ref _head, batch.Number + 1);
        Trim();
        Signal();
        return true;
    }

    /// <summary>Lets go what nobody needs: what is too old for the slowest reader, up to the last keyframe.</summary>
    private void Trim()
    {
        for (var limit = _headTime - (long)_kept.TotalMilliseconds; _trimmed < _newestKey; _trimmed++)
        {
            ref var place = ref _ring[_trimmed % Ring];
            if (place is { } batch && batch.Number == _trimmed && batch.Time > limit)
                break;
            if (place?.Number <= _trimmed)
                Volatile.Write(ref place, null);
        }
    }

    /// <summary>All who wait wake together, and not under the channel's gate.</summary>
    private void Signal()
    {
        var more = Interlocked.Exchange(ref _more, NewSignal());
        ThreadPool.UnsafeQueueUserWorkItem(static more => more.TrySetResult(), more, preferLocal: false);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "Unreadable", Message = "{Channel}: a fragment has no place in FLV, and the rest up to the next keyframe neither: {Reason}")]
    private static partial void Unreadable(ILogger logger, ChannelId channel, string reason);
}
