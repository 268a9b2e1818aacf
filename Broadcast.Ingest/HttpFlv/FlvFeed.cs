using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Media.Fmp4;

namespace Broadcast.Ingest.HttpFlv;

/// <summary>
/// A channel as FLV, for any number of readers. Without a reader, only the fragments since the last keyframe are kept; with one, each
/// fragment is encoded once, under the channel's gate, into a ring that readers go through at their own pace. A reader that is too slow
/// loses its position in the ring: it holds up no other reader and needs no memory of its own.
/// </summary>
internal sealed partial class FlvFeed : IChannelListener, IDisposable
{
    /// <summary>Fragments kept of a GOP. A longer GOP is not kept, and a new reader waits for the next keyframe.</summary>
    private const int MaxKept = 1000;

    /// <summary>Batches in the ring, more than <see cref="MaxKept"/>: 40 s at 25 frames a second.</summary>
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
    /// <param name="kept">How far behind a reader may be and still keep its position.</param>
    /// <param name="metrics">Counts the fragments that cannot be encoded.</param>
    /// <param name="logger">Logs why.</param>
    public FlvFeed(ChannelOutput output, TimeSpan kept, HttpFlvMetrics metrics, ILogger logger)
    {
        (_output, _kept, _metrics, _logger) = (output, kept, metrics, logger);
        _listening = output.Listen(this);
    }

    public ChannelId Channel => _output.Id;

    public bool Ended => _ended;

    /// <summary>Completes when there is another batch, or the channel has ended.</summary>
    public Task More => Volatile.Read(ref _more).Task;

    /// <summary>The number of the next batch.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>Time of the newest batch, in milliseconds.</summary>
    public long HeadTime => Volatile.Read(ref _headTime);

    /// <summary>Number of the newest batch that a reader can begin at; -1 while there is none.</summary>
    public long NewestKey => Volatile.Read(ref _newestKey);

    /// <summary>
    /// Opens a reader at the last keyframe, or at the next batch while no keyframe is kept. Dispose the reader to leave.
    /// </summary>
    public FlvFeedReader Read(TimeSpan maxLag)
    {
        using (_output.Gate.Enter())
        {
            if (_readers++ == 0)
                Begin();
            return new FlvFeedReader(this, NewestKey >= 0 ? NewestKey : Head, maxLag);
        }
    }

    public void Leave()
    {
        using (_output.Gate.Enter())
        {
            if (--_readers > 0)
                return;

            _encoder = null;
            Array.Clear(_ring);
        }
    }

    /// <summary>The batch of that number; null when it has not come yet or is gone.</summary>
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

    /// <summary>
    /// Begins to encode when the first reader comes. The encoder is a new one: no reader depends on what was encoded before.
    /// </summary>
    private void Begin()
    {
        _encoder = new FlvEncoder(_origin ?? _output.End, Head);
        Volatile.Write(ref _newestKey, -1);
        _trimmed = Head;
        // A copy, because Encode clears the list when a fragment cannot be encoded.
        foreach (var fragment in _sinceKey.ToArray())
        {
            if (!Encode(fragment))
                return;
        }
    }

    /// <summary>
    /// False when the fragment cannot be encoded. Never throws: this runs under the channel's gate, and the channel goes on.
    /// </summary>
    private bool Encode(Fragment fragment)
    {
        FlvBatch? batch;
        try
        {
            batch = _encoder!.Encode(fragment);
        }
        catch (Exception exception)
        {
            // Readers go on with the next keyframe, from an encoder that has not seen this fragment.
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

    /// <summary>Removes the batches that are too old for the slowest reader, but none from the last keyframe on.</summary>
    private void Trim()
    {
        for (var limit = _headTime - (long)_kept.TotalMilliseconds; _trimmed < _newestKey; _trimmed++)
        {
            ref var entry = ref _ring[_trimmed % Ring];
            if (entry is { } batch && batch.Number == _trimmed && batch.Time > limit)
                break;
            if (entry?.Number <= _trimmed)
                Volatile.Write(ref entry, null);
        }
    }

    /// <summary>Wakes all waiting readers together, and not under the channel's gate.</summary>
    private void Signal()
    {
        var more = Interlocked.Exchange(ref _more, NewSignal());
        ThreadPool.UnsafeQueueUserWorkItem(static more => more.TrySetResult(), more, preferLocal: false);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "Unreadable",
        Message = "{Channel}: a fragment cannot be written as FLV; clients go on at the next keyframe: {Reason}")]
    private static partial void Unreadable(ILogger logger, ChannelId channel, string reason);
}
