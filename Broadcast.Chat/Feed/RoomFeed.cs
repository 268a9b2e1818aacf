using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Live;

namespace Broadcast.Chat.Feed;

/// <summary>
/// One room's feed on this node: cuts what the room's tail takes into chunks, and holds those who ask for one that is not there yet. Written
/// by the tail's loop, from the first request on; one lock guards it, and nothing waits inside.
/// </summary>
internal sealed class RoomFeed
{
    /// <summary>Longer than a chunk can take to be known: who waits so long waits for Redis.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(FeedLog.Quiet + 5);

    /// <summary>An open second that somebody waits for is asked about so often once it must be over.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan SnapshotKept = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly LiveRoom _room;
    private readonly RoomTail _tail;
    private readonly FeedLog _log;
    private readonly FeedMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Func<long> _share;
    /// <summary>In the order in which they came; all may wait as long.</summary>
    private readonly LinkedList<HeldReader> _held = [];
    private OpenSecond? _open;
    private long _overAt;
    private long _looks;
    private long _kept;
    private (long Written, long LeftOut) _counted;
    private bool _released;
    private byte[]? _snapshot;
    private long _snapshotAt;

    /// <param name="room">Loaded.</param>
    /// <param name="chatLimit">Chat messages in a chunk.</param>
    /// <param name="kept">How long chunks are kept.</param>
    /// <param name="share">Bytes that this room may keep.</param>
    /// <param name="metrics">Where it counts.</param>
    /// <param name="time">The node's clock.</param>
    public RoomFeed(OpenRoom room, int chatLimit, TimeSpan kept, Func<long> share, FeedMetrics metrics, TimeProvider time)
    {
        (_room, _tail, _share, _metrics, _time) = (room.Live, room.Tail, share, metrics, time);
        _log = new FeedLog(chatLimit, (long)kept.TotalSeconds);
        _tail.Changed += OnChanged;
        _tail.Looked += OnLooked;
        lock (_gate)
        {
            Advance();
            Tell();
        }
    }

    /// <summary>The chunk, at once if it is known by now what it is; null when that remains to be seen.</summary>
    public Result<FeedAnswer>? Find(string epoch, long number)
    {
        lock (_gate)
            return Decide(epoch, number, mayCome: true);
    }

    /// <summary>The chunk, when it is known what it is.</summary>
    public async Task<Result<FeedAnswer>> HoldAsync(string epoch, long number, CancellationToken cancellation)
    {
        LinkedListNode<HeldReader> held;
        lock (_gate)
        {
            if (Decide(epoch, number, mayCome: true) is { } answer)
                return answer;
            if (_released)
                return FeedErrors.Busy;
            held = _held.AddLast(new HeldReader(epoch, number, _time.GetTimestamp() + Ticks(Patience), _looks));
        }

        // Who has left makes room for another.
        await using var left = cancellation.UnsafeRegister(_ => LetGo(held), null);
        return await held.Value.Task;
    }

    /// <summary>The room now, and where its chunks go on.</summary>
    public byte[] Snapshot(IReadOnlyList<string> may)
    {
        lock (_gate)
        {
            if (_snapshot is not null && _time.GetElapsedTime(_snapshotAt) < SnapshotKept)
                return _snapshot;

            // What the moment does not show yet has not come here either.
            var next = _log.Next;
            var moment = _room.Look();
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

    /// <summary>Gives up on those who have waited too long, and has the log looked at when a second must be over that somebody waits for.</summary>
    public void Pass(long now)
    {
        lock (_gate)
        {
            if (_held.Count == 0)
                return;

            while (_held.First is { } oldest && oldest.Value.Until <= now)
                Answer(oldest, RoomErrors.Paused);

            if (_open is null || now < _overAt)
                return;
            _overAt = now + Ticks(BetweenLooks);
        }

        _tail.Hurry();
    }

    /// <summary>The node is going away: nobody waits any more.</summary>
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
            Tell();
        }
    }

    private void OnLooked()
    {
        lock (_gate)
        {
            _looks++;
            Advance();
            _log.Close(_tail.Clock);
            Tell();
        }
    }

    /// <summary>Takes what the room has beyond the feed.</summary>
    private void Advance()
    {
        var batch = _room.Frame(_log.Last, int.MaxValue);
        if (_log.Epoch.Length == 0 || batch.From > _log.Last || !(_room.EndOf(_log.Epoch) >= _log.Last))
        {
            _log.Start(_room.Frame(0, int.MaxValue), _tail.Clock);
        }
        else
        {
            _log.GoOn(batch.Epoch);
            _log.Take(batch);
        }
    }

    /// <summary>Counts what was closed, and answers those who waited for it.</summary>
    private void Tell()
    {
        _log.Forget(_share());
        _metrics.Kept(_log.Size - _kept);
        _metrics.Chunks.Add(_log.Written - _counted.Written);
        _metrics.ChatLeftOut.Add(_log.LeftOut - _counted.LeftOut);
        (_kept, _counted) = (_log.Size, (_log.Written, _log.LeftOut));
        if (_open != _log.Open)
        {
            _open = _log.Open;
            // It was stamped before it came here: by then the second is over there, too.
            _overAt = _open is null ? 0 : _time.GetTimestamp() + Ticks(TimeSpan.FromMilliseconds(1000 - (_open.FirstAt % 1000)));
        }

        for (var held = _held.First; held is not null;)
        {
            var next = held.Next;
            if (Decide(held.Value.Epoch, held.Value.Number, mayCome: _looks < held.Value.Looks + 2) is { } answer)
                Answer(held, answer);
            held = next;
        }
    }

    private void LetGo(LinkedListNode<HeldReader> held)
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

    /// <param name="epoch">As it was asked for.</param>
    /// <param name="number">The chunk's.</param>
    /// <param name="mayCome">False when the log has been looked at since: an epoch that is unknown then is none.</param>
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
