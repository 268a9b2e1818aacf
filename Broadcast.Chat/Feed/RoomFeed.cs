using Broadcast.Chat.Contracts.Feed;
using Broadcast.Chat.Live;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Feed;

/// <summary>
/// One room's feed on this node: cuts the room's log into chunks, and holds requests for a chunk that is not complete yet. Written by the
/// tail's loop, from the first request on. One lock guards all state; nothing blocks while holding it.
/// </summary>
internal sealed class RoomFeed
{
    /// <summary>The longest wait of a request. A reader's next chunk is complete sooner, unless Redis is away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(FeedLog.Quiet + 5);

    /// <summary>Once the open second must be over and somebody waits for it, the log is checked this often.</summary>
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan SnapshotKept = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly LiveRoom _room;
    private readonly RoomTail _tail;
    private readonly FeedLog _log;
    private readonly FeedMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Func<long> _share;
    /// <summary>In order of arrival, which is the order of their deadlines.</summary>
    private readonly LinkedList<HeldReader> _held = [];
    private OpenSecond? _open;
    private long _overAt;
    private long _logChecks;
    private long _kept;
    private (long Written, long LeftOut) _counted;
    private bool _released;
    private byte[]? _snapshot;
    private long _snapshotAt;

    /// <param name="room">A room whose log has been loaded.</param>
    /// <param name="chatLimit">Most chat messages in a chunk.</param>
    /// <param name="kept">How long chunks are kept.</param>
    /// <param name="share">Returns how many bytes of chunks this room may keep now.</param>
    /// <param name="metrics">The feed's metrics.</param>
    /// <param name="time">The node's clock.</param>
    public RoomFeed(OpenRoom room, int chatLimit, TimeSpan kept, Func<long> share, FeedMetrics metrics, TimeProvider time)
    {
        (_room, _tail, _share, _metrics, _time) = (room.Live, room.Tail, share, metrics, time);
        _log = new FeedLog(chatLimit, (long)kept.TotalSeconds);
        _tail.Changed += OnChanged;
        _tail.Refreshed += OnLogChecked;
        lock (_gate)
        {
            Advance();
            AnswerHeld();
        }
    }

    /// <summary>Returns the chunk, or why there is none; null when that cannot be said yet. Does not wait.</summary>
    public Result<FeedAnswer>? Find(string epoch, long number)
    {
        lock (_gate)
            return Decide(epoch, number, mayCome: true);
    }

    /// <summary>Returns the chunk, or why there is none; waits up to 15 s until that can be said.</summary>
    public async Task<Result<FeedAnswer>> HoldAsync(string epoch, long number, CancellationToken cancellation)
    {
        LinkedListNode<HeldReader> held;
        lock (_gate)
        {
            if (Decide(epoch, number, mayCome: true) is { } answer)
                return answer;
            if (_released)
                return FeedErrors.Busy;
            held = _held.AddLast(new HeldReader(epoch, number, _time.GetTimestamp() + Ticks(Patience), _logChecks));
        }

        // A client that disconnects no longer occupies a held request.
        await using var left = cancellation.UnsafeRegister(_ => RemoveHeld(held), null);
        return await held.Value.Task;
    }

    /// <summary>The JSON of the room now and the number of the chunk to go on with; at most 250 ms old.</summary>
    public byte[] Snapshot(IReadOnlyList<string> may)
    {
        lock (_gate)
        {
            if (_snapshot is not null && _time.GetElapsedTime(_snapshotAt) < SnapshotKept)
                return _snapshot;

            // Read before the moment: an event that the moment lacks has not reached the feed either, so it is in this chunk or a later one.
            var next = _log.Next;
            var moment = _room.ReadMoment();
            _snapshotAt = _time.GetTimestamp();
            return _snapshot = KeptChunk.Write(new FeedSnapshot
            {
                Epoch = moment.Epoch,
                Offset = moment.Offset,
                Snapshot = moment.Snapshot(may, _time.GetUtcNow()),
                Events = moment.Events,
                Next = next,
            });
        }
    }

    public byte[] Counts() => KeptChunk.Write(new FeedCounts { Counts = _room.Now.Counts, Now = _time.GetUtcNow().ToUnixTimeMilliseconds() });

    /// <summary>
    /// Answers requests that have waited too long, and has the log checked when somebody waits for a second that must be over.
    /// </summary>
    public void CheckHeld(long now)
    {
        lock (_gate)
        {
            if (_held.Count == 0)
                return;

            while (_held.First is { } oldest && oldest.Value.Until <= now)
                Answer(oldest, RoomErrors.Paused);

            if (_open is null || now < _overAt)
                return;
            _overAt = now + Ticks(BetweenChecks);
        }

        _tail.Hurry();
    }

    /// <summary>Answers all held requests with <c>feed.busy</c> and holds no more: the node is stopping.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _released = true;
            while (_held.First is { } oldest)
                Answer(oldest, FeedErrors.Busy);
        }
    }

    private void OnChanged(bool control)
    {
        lock (_gate)
        {
            Advance();
            AnswerHeld();
        }
    }

    private void OnLogChecked()
    {
        lock (_gate)
        {
            _logChecks++;
            Advance();
            _log.Close(_tail.Clock);
            AnswerHeld();
        }
    }

    /// <summary>Appends what the room has beyond the feed; starts over when the feed cannot continue from there.</summary>
    private void Advance()
    {
        var batch = _room.Frame(_log.Last, int.MaxValue);
        if (_log.Epoch.Length == 0 || batch.From > _log.Last || !(_room.EndOf(_log.Epoch) >= _log.Last))
        {
            _log.Start(_room.Frame(0, int.MaxValue), _tail.Clock);
        }
        else
        {
            _log.AdoptEpoch(batch.Epoch);
            _log.Append(batch);
        }
    }

    /// <summary>Drops old chunks, updates the metrics, and answers held requests whose chunk can be decided now.</summary>
    private void AnswerHeld()
    {
        _log.Forget(_share());
        _metrics.Kept(_log.Size - _kept);
        _metrics.Chunks.Add(_log.Written - _counted.Written);
        _metrics.ChatLeftOut.Add(_log.LeftOut - _counted.LeftOut);
        (_kept, _counted) = (_log.Size, (_log.Written, _log.LeftOut));
        if (_open != _log.Open)
        {
            _open = _log.Open;
            // The event was stamped before it arrived here, so by then the second is over in the slot too.
            _overAt = _open is null ? 0 : _time.GetTimestamp() + Ticks(TimeSpan.FromMilliseconds(1000 - (_open.FirstAt % 1000)));
        }

        for (var held = _held.First; held is not null;)
        {
            var next = held.Next;
            if (Decide(held.Value.Epoch, held.Value.Number, mayCome: _logChecks < held.Value.LogChecks + 2) is { } answer)
                Answer(held, answer);
            held = next;
        }
    }

    private void RemoveHeld(LinkedListNode<HeldReader> held)
    {
        lock (_gate)
        {
            if (held.List is not null)
                Answer(held, FeedErrors.Busy);
        }
    }

    private void Answer(LinkedListNode<HeldReader> held, Result<FeedAnswer> answer)
    {
        _held.Remove(held);
        held.Value.TrySetResult(answer);
    }

    /// <param name="epoch">The epoch in the request.</param>
    /// <param name="number">The number of the chunk.</param>
    /// <param name="mayCome">False once the log was checked after the request came: an epoch that is still unknown does not exist.</param>
    private Result<FeedAnswer>? Decide(string epoch, long number, bool mayCome)
    {
        if (epoch == _log.Epoch)
        {
            var found = _log.Find(number);
            return found.Kind switch
            {
                FeedLog.Kind.Chunk => new FeedAnswer(found.Bytes!, FeedLasting.Always, "chunk"),
                FeedLog.Kind.Gone => FeedErrors.Gone,
                _ => null,
            };
        }

        if (_room.EndOf(epoch) is { } end)
        {
            var moved = new FeedMoved { Epoch = _log.Epoch, Ended = end, Next = number };
            return new FeedAnswer(KeptChunk.Write(moved), FeedLasting.Moment, "moved");
        }

        if (mayCome)
            return null;
        return FeedErrors.Gone;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
