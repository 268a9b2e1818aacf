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

    /// <summary>Bytes of the longest GOP that is kept.</summary>
    private const long MaxBytes = 32 << 20;

    private readonly ChannelOutput _output;
    private readonly HttpFlvMetrics _metrics;
    private readonly ILogger _logger;
    private readonly IDisposable _listening;
    private readonly List<Fragment> _sinceKey = [];
    private readonly FlvRing _ring;
    private long _keptBytes;
    private DateTimeOffset? _origin;
    private FlvEncoder? _encoder;
    private int _readers;
    private TaskCompletionSource _more = NewSignal();
    private volatile bool _ended;

    /// <param name="output">The channel.</param>
    /// <param name="kept">How far behind a reader may be and still keep its position.</param>
    /// <param name="metrics">Counts the fragments that cannot be encoded.</param>
    /// <param name="logger">Logs why.</param>
    public FlvFeed(ChannelOutput output, TimeSpan kept, HttpFlvMetrics metrics, ILogger logger)
    {
        (_output, _ring, _metrics, _logger) = (output, new FlvRing(kept), metrics, logger);
        _listening = output.Listen(this);
    }

    public ChannelId Channel => _output.Id;

    public bool Ended => _ended;

    /// <summary>Completes when there is another batch, or the channel has ended.</summary>
    public Task More => Volatile.Read(ref _more).Task;

    /// <inheritdoc cref="FlvRing.Head"/>
    public long Head => _ring.Head;

    /// <inheritdoc cref="FlvRing.Bytes"/>
    public long Bytes => _ring.Bytes;

    /// <inheritdoc cref="FlvRing.HeadTime"/>
    public long HeadTime => _ring.HeadTime;

    /// <inheritdoc cref="FlvRing.NewestKey"/>
    public long NewestKey => _ring.NewestKey;

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
            _ring.Clear();
        }
    }

    /// <inheritdoc cref="FlvRing.At"/>
    public FlvBatch? At(long number) => _ring.At(number);

    public void OnFragment(Fragment fragment)
    {
        _origin ??= fragment.Start;
        if (fragment.Independent)
            Forget();
        // Nothing can be decoded before the first keyframe, and a GOP that is not whole is of no use.
        var waits = _sinceKey.Count == 0 && !fragment.Independent;
        if (!waits && _sinceKey.Count < MaxKept && _keptBytes + fragment.Bytes.Length <= MaxBytes)
        {
            _sinceKey.Add(fragment);
            _keptBytes += fragment.Bytes.Length;
        }
        else
        {
            Forget();
        }

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
        _ring.Restart();
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
            Forget();
            _encoder = new FlvEncoder(_origin!.Value, Head);
            _ring.ForgetKey();
            return false;
        }

        if (batch is null)
            return true;

        _ring.Add(batch);
        Signal();
        return true;
    }

    private void Forget()
    {
        _sinceKey.Clear();
        _keptBytes = 0;
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
