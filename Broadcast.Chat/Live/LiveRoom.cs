using Broadcast.Chat.Audience;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Polls;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Windows;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Live;

/// <summary>
/// A room as this node knows it: the newest events, the picture folded from them, the counts and the seats. The tail writes the log part,
/// the pump reads it, hub calls add and remove seats. One lock guards everything except the seat rows and the pending likes; nothing
/// waits while holding it.
/// </summary>
internal sealed class LiveRoom(RoomId id, int ringSize, RoomAudience audience)
{
    private const int ChatAtJoin = 50;
    private readonly Lock _gate = new();
    private RoomRing _ring = new(ringSize);
    private RoomPicture _picture = new();
    private RoomCounts _counts = new() { Viewers = 0, Likes = 0 };
    private string _epoch = "";
    private PastEpochs _pastEpochs = PastEpochs.None;
    private long _floor;
    private long _last;
    private long _likes;
    private int _falls;
    private bool _paused;

    public RoomId Id { get; } = id;

    public SeatRows Seats { get; } = new();

    /// <summary>Who is here, and for how long.</summary>
    public RoomAudience Audience { get; } = audience;

    /// <inheritdoc cref="RoomPicture.Shown"/>
    public StageId? Shown => Look(picture => picture.Shown);

    /// <summary>The windows that it shows.</summary>
    public IReadOnlyList<WindowRef> Windows => Look(picture => picture.Windows);

    /// <summary>When its mode and its pin were set, Unix milliseconds; 0 for what is not known.</summary>
    public (long Mode, long Pin) SetAt => Look(picture => (picture.ModeAt, picture.PinAt));

    /// <summary>Where this node's copy of the log ends; an empty epoch before the first load.</summary>
    public Position Position
    {
        get
        {
            lock (_gate)
                return new Position { Epoch = _epoch, Offset = _last };
        }
    }

    /// <summary>What the pump compares to find news: the log's end, and what else a frame would say.</summary>
    public (string Epoch, long Last, RoomCounts Counts, int Falls, bool Paused) Now
    {
        get
        {
            lock (_gate)
                return (_epoch, _last, _counts, _falls, _paused);
        }
    }

    /// <summary>True when this node knows enough to tell whether a client at <paramref name="position"/> can resume.</summary>
    public bool Knows(Position position)
    {
        lock (_gate)
            return position.Epoch == _epoch ? position.Offset <= _last : _pastEpochs.EndOf(position.Epoch) is not null;
    }

    /// <summary>
    /// The last offset that <paramref name="epoch"/> shares with the current log; null when this node does not know the epoch as one of
    /// the current root.
    /// </summary>
    public long? EndOf(string epoch)
    {
        lock (_gate)
            return epoch == _epoch ? _last : _pastEpochs.EndOf(epoch);
    }

    /// <summary>Replaces everything by a log that was read whole.</summary>
    /// <param name="end">End of the log.</param>
    /// <param name="shown">The events that its picture shows, in order; the log may no longer keep them.</param>
    /// <param name="control">All control events that it keeps, in order.</param>
    /// <param name="chat">Its newest chat, in order.</param>
    /// <returns>The windows that the log before showed, if that had another epoch.</returns>
    public IReadOnlyList<ShownWindow> Replace(LogEnd end, IReadOnlyList<RoomEvent> shown, IReadOnlyList<RoomEvent> control, IReadOnlyList<RoomEvent> chat)
    {
        lock (_gate)
        {
            var lost = _epoch.Length > 0 && _epoch != end.Epoch ? _picture.Undecided : [];
            _ring = new RoomRing(ringSize);
            _picture = new RoomPicture();
            // Chat first: adding a removal hides the messages in the ring that it names.
            foreach (var item in chat)
                _ring.Add(item);
            foreach (var item in control)
                _ring.Add(item);
            foreach (var item in shown.Concat(control).DistinctBy(item => item.Offset).OrderBy(item => item.Offset))
                _picture.Apply(item);

            _last = end.Last;
            SetEnd(end);
            return lost;
        }
    }

    /// <summary>Adopts the epoch and floor of a log that has lost nothing we hold; the epoch may be new.</summary>
    public void AdoptEpoch(LogEnd end)
    {
        lock (_gate)
            SetEnd(end);
    }

    private void SetEnd(LogEnd end) => (_epoch, _pastEpochs, _floor) = (end.Epoch, end.PastEpochs, end.Floor);

    /// <summary>Appends new events and moves the end to <paramref name="to"/>. True when one of them is a control event.</summary>
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

    /// <summary>Sets the likes of all nodes and ends the pause, because Redis has answered.</summary>
    public void CountLikes(long likes)
    {
        lock (_gate)
        {
            if (_counts.Likes != likes)
                _counts = _counts with { Likes = likes };
            _paused = false;
        }
    }

    /// <summary>Sets the viewers of all nodes. Returns true when the number is new.</summary>
    /// <param name="viewers">The number of viewers.</param>
    /// <param name="fell">True when a node went missing: a changed number is then sent at the next tick, before counts are due.</param>
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

    /// <summary>Marks the room as paused while Redis is away; frames say so until <see cref="CountLikes"/>.</summary>
    public void Pause()
    {
        lock (_gate)
            _paused = true;
    }

    public void Like(int count) => Interlocked.Add(ref _likes, count);

    /// <summary>Removes and returns this node's likes that are not in Redis yet. Give them back when Redis does not get them.</summary>
    public long DrainLikes() => Interlocked.Exchange(ref _likes, 0);

    public void GiveBackLikes(long count) => Interlocked.Add(ref _likes, count);

    /// <summary>Gives the connection a seat at the log's end and returns the room as of that moment, for the answer to Join.</summary>
    public (Seat Seat, RoomMoment Moment) Sit(RoomConnection connection, Position? position, AnswerInFlight answer, long now)
    {
        lock (_gate)
        {
            var seat = new Seat(connection, this, _epoch, _last) { Since = now, Answer = answer };
            Seats.Add(seat);
            Audience.Enter(connection.Caller);
            return (seat, Moment(position));
        }
    }

    public void Stand(Seat seat)
    {
        seat.Answer.End();
        lock (_gate)
        {
            if (Seats.Remove(seat))
                Audience.Leave(seat.Connection.Caller);
        }
    }

    public RoomMoment ReadMoment(Position? position = null)
    {
        lock (_gate)
            return Moment(position);
    }

    /// <summary>The name in the person's newest message that this node keeps; null when it keeps none.</summary>
    public string? NameOf(ViewerId viewer)
    {
        lock (_gate)
            return _ring.NewestOf(viewer)?.By?.Name;
    }

    private T Look<T>(Func<RoomPicture, T> what)
    {
        lock (_gate)
            return what(_picture);
    }

    /// <summary>
    /// How many events the answer to a join from there would have; an upper bound where older ones are only in Redis, since chat of that time
    /// is counted too. O(log n).
    /// </summary>
    public long CountAfter(Position? position)
    {
        lock (_gate)
            return Resumes(position) ? _ring.CountAfter(position!.Offset) + Math.Max(0, _ring.Floor - position.Offset) : ChatAtJoin;
    }

    /// <summary>True when the log has lost nothing that a client at this position knows, and keeps all control events after it.</summary>
    private bool Resumes(Position? position)
    {
        var known = position is null ? null : position.Epoch == _epoch ? _last : _pastEpochs.EndOf(position.Epoch);
        return position is not null && position.Offset <= known && position.Offset >= _floor;
    }

    private RoomMoment Moment(Position? position)
    {
        var resume = Resumes(position);
        return new RoomMoment
        {
            Epoch = _epoch,
            Offset = _last,
            Resync = position is not null && !resume,
            Events = resume ? _ring.After(position!.Offset) : _ring.NewestChat(ChatAtJoin),
            // Control events between the position and the ring are only in Redis. Chat older than the ring is left out and counted.
            MissingUpTo = resume && position!.Offset < _ring.Floor ? _ring.Floor : null,
            Pin = _picture.Pin,
            Questions = _picture.EventsOf(QuestionStore.Kind),
            Polls = _picture.EventsOf(PollStore.Kind),
            Votes = _picture.EventsOf(BookKinds.Vote),
            OnAir = _picture.OnAir,
            Shown = _picture.Shown,
            Mode = _picture.Mode,
            Counts = _counts,
        };
    }

    /// <summary>
    /// The events after <paramref name="from"/> as one frame. Chat beyond <paramref name="chatLimit"/>, or no longer here, is left out and
    /// counted. When control events after <paramref name="from"/> are no longer here, the frame begins at the ring's floor: the client sees
    /// the gap and joins again.
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
