using Broadcast.Chat.Audience;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Rooms.Log;

namespace Broadcast.Chat.Rooms.Live;

/// <summary>
/// A room as this node knows it: the newest events, the picture that they make, the counts, and who sits in it. The tail writes the log
/// part, the pump reads it, hub calls sit down and stand up; one lock guards all but the rows of seats, and nothing waits inside it.
/// </summary>
internal sealed class LiveRoom(RoomId id, int ringSize, RoomAudience audience)
{
    private const int ChatAtJoin = 50;
    private readonly Lock _gate = new();
    private RoomRing _ring = new(ringSize);
    private RoomPicture _picture = new();
    private RoomCounts _counts = new() { Viewers = 0, Likes = 0 };
    private string _epoch = "";
    private LogPast _past = LogPast.None;
    private long _floor;
    private long _last;
    private long _likes;
    private int _falls;
    private bool _paused;

    public RoomId Id { get; } = id;

    public SeatRows Seats { get; } = new();

    /// <summary>Who is here, and for how long.</summary>
    public RoomAudience Audience { get; } = audience;

    /// <summary>Where this node's copy of the log ends; an empty epoch before the first load.</summary>
    public Position Position
    {
        get
        {
            lock (_gate)
                return new Position { Epoch = _epoch, Offset = _last };
        }
    }

    /// <summary>What the pump compares: the log's end, and what else a frame would say.</summary>
    public (string Epoch, long Last, RoomCounts Counts, int Falls, bool Paused) Now
    {
        get
        {
            lock (_gate)
                return (_epoch, _last, _counts, _falls, _paused);
        }
    }

    /// <summary>Whether what this node knows is enough to say what became of <paramref name="position"/>.</summary>
    public bool Knows(Position position)
    {
        lock (_gate)
            return position.Epoch == _epoch ? position.Offset <= _last : _past.EndOf(position.Epoch) is not null;
    }

    /// <summary>The last offset of <paramref name="epoch"/> that this log still has; null when it is none of this root, as far as this node knows.</summary>
    public long? EndOf(string epoch)
    {
        lock (_gate)
            return epoch == _epoch ? _last : _past.EndOf(epoch);
    }

    /// <summary>Takes a whole log. Returns the questions that were without a result in a log that this one replaces.</summary>
    /// <param name="end">Where it ends.</param>
    /// <param name="control">Its control events, all that it has.</param>
    /// <param name="chat">Its newest chat.</param>
    public IReadOnlyList<QuestionOpened> Replace(LogEnd end, IReadOnlyList<RoomEvent> control, IReadOnlyList<RoomEvent> chat)
    {
        lock (_gate)
        {
            var lost = _epoch.Length > 0 && _epoch != end.Epoch ? _picture.Unsettled : [];
            _ring = new RoomRing(ringSize);
            _picture = new RoomPicture();
            // The chat first: what was removed meanwhile may still be in what was read.
            foreach (var item in chat)
                _ring.Add(item);
            foreach (var item in control)
            {
                _picture.Apply(item);
                _ring.Add(item);
            }

            _last = end.Last;
            Take(end);
            return lost;
        }
    }

    /// <summary>The same log, maybe in a new epoch, of whose end this node knows no more than there is.</summary>
    public void GoOn(LogEnd end)
    {
        lock (_gate)
            Take(end);
    }

    private void Take(LogEnd end) => (_epoch, _past, _floor) = (end.Epoch, end.Past, end.Floor);

    /// <summary>Takes the events up to <paramref name="to"/>; those known already are passed over. Returns true when one is a control event.</summary>
    public bool Extend(IEnumerable<RoomEvent> events, long to)
    {
        lock (_gate)
        {
            var control = false;
            foreach (var item in events.Where(item => item.Offset > _last))
            {
                _ring.Add(item);
                if (item.Type == EventTypes.Chat)
                    continue;
                _picture.Apply(item);
                control = true;
            }

            _last = Math.Max(_last, to);
            return control;
        }
    }

    /// <summary>The likes of all nodes: Redis has answered.</summary>
    public void CountLikes(long likes)
    {
        lock (_gate)
        {
            if (_counts.Likes != likes)
                _counts = _counts with { Likes = likes };
            _paused = false;
        }
    }

    /// <summary>The viewers of all nodes. True when there is something new to tell.</summary>
    /// <param name="viewers">How many.</param>
    /// <param name="fell">Whether a node is missing since: that is told at the next tick, and not when counts are due.</param>
    public bool CountViewers(long viewers, bool fell)
    {
        lock (_gate)
        {
            if (_counts.Viewers == viewers)
                return false;

            _counts = _counts with { Viewers = viewers };
            if (fell)
                _falls++;
            return true;
        }
    }

    /// <summary>Redis is away: members are told until it is back.</summary>
    public void Pause()
    {
        lock (_gate)
            _paused = true;
    }

    public void Like(int count) => Interlocked.Add(ref _likes, count);

    /// <summary>Likes of this node that are not in Redis yet; taken, and given back if they do not get there.</summary>
    public long TakeLikes() => Interlocked.Exchange(ref _likes, 0);

    public void GiveBackLikes(long count) => Interlocked.Add(ref _likes, count);

    /// <summary>Gives the connection a seat at the log's end, and what the answer to Join is made of as of that moment.</summary>
    public (Seat Seat, RoomMoment Moment) Sit(RoomConnection connection, Position? position, long now)
    {
        lock (_gate)
        {
            var seat = new Seat(connection, this, _epoch, _last) { Since = now };
            Seats.Add(seat);
            Audience.Enter(connection.Caller);
            return (seat, Moment(position));
        }
    }

    public void Stand(Seat seat)
    {
        lock (_gate)
        {
            if (Seats.Remove(seat))
                Audience.Leave(seat.Connection.Caller);
        }
    }

    public RoomMoment Look(Position? position = null)
    {
        lock (_gate)
            return Moment(position);
    }

    /// <summary>As a person of whom this node keeps a message called themselves last; null when it keeps none.</summary>
    public string? NameOf(ViewerId viewer)
    {
        lock (_gate)
            return _ring.NewestOf(viewer)?.By?.Name;
    }

    private RoomMoment Moment(Position? position)
    {
        var known = position is null ? null : position.Epoch == _epoch ? _last : _past.EndOf(position.Epoch);
        var resume = position is not null && position.Offset <= known && position.Offset >= _floor;
        return new RoomMoment
        {
            Epoch = _epoch,
            Offset = _last,
            Resync = position is not null && !resume,
            Events = resume ? _ring.After(position!.Offset) : _ring.NewestChat(ChatAtJoin),
            // Control events between the position and the ring are only in the log. Chat older than the ring is let go and counted.
            MissingUpTo = resume && position!.Offset < _ring.Floor ? _ring.Floor : null,
            Pin = _picture.Pin,
            Questions = _picture.Questions,
            OnAir = _picture.OnAir,
            Mode = _picture.Mode,
            Counts = _counts,
        };
    }

    /// <summary>
    /// The events behind <paramref name="from"/>, as one frame. Chat beyond <paramref name="chatLimit"/>, or no longer here, is left out and
    /// counted. Behind the control events that are here the frame begins at their floor, and the client sees the hole and joins again.
    /// </summary>
    public EventBatch Frame(long from, int chatLimit)
    {
        lock (_gate)
        {
            var floor = Math.Min(_last, Math.Max(from, _ring.Floor));
            var events = _ring.After(floor);
            ChatSample.Cut(events, chatLimit);
            return new EventBatch
            {
                Epoch = _epoch,
                From = floor,
                To = _last,
                Events = events,
                Counts = _counts,
                Skipped = (int)(_last - floor - events.Count),
                Paused = _paused,
            };
        }
    }
}
