using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;

namespace TestKit.Rooms;

/// <summary>
/// A room's log as one client has received it, kept as a page keeps it: the events in order, and the position reached. Not thread-safe: its
/// owner calls it under a lock, or from one loop.
/// </summary>
public sealed class HeardLog
{
    private readonly List<RoomEvent> _events = [];
    private readonly List<string> _faults = [];
    private long _rejoinedAt;

    /// <summary>Raised for each event that is kept, with its epoch.</summary>
    public event Action<string, RoomEvent>? Kept;

    /// <summary>The client's position in the log; null before its first join.</summary>
    public Position? Position { get; private set; }

    /// <summary>The offset of the first join or the last resync: every control event after it must be in <see cref="Events"/>.</summary>
    public long Start { get; private set; }

    /// <summary>Messages that the server reported as left out, since <see cref="Start"/>.</summary>
    public long Skipped { get; private set; }

    /// <summary>The events received since <see cref="Start"/>, and those in the answer to the join at <see cref="Start"/>.</summary>
    public IReadOnlyList<RoomEvent> Events => _events;

    /// <summary>Things that must never happen: repeated events, a wrong order, frames before the answer to Join.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Forgets the log, for a client that changes rooms.</summary>
    public void Clear()
    {
        _events.Clear();
        Position = null;
    }

    /// <summary>Applies the answer to Join: at a resync it replaces the log, otherwise its events are appended.</summary>
    /// <param name="joined">The answer.</param>
    /// <param name="again">
    /// Whether this connection was in the room before: its library may then deliver frames of the first stay after this answer.
    /// </param>
    public void Enter(JoinResult joined, bool again)
    {
        if (joined.Resync || Position is null)
        {
            _events.Clear();
            (Start, Skipped) = (joined.Offset, 0);
        }

        Skipped += joined.Skipped;
        foreach (var item in joined.Events)
            Keep(joined.Epoch, item);
        Position = new Position { Epoch = joined.Epoch, Offset = joined.Offset };
        _rejoinedAt = again ? joined.Offset : -1;
    }

    /// <summary>Applies a frame. False, with nothing changed, when it does not continue the log: the client must join again.</summary>
    public bool Accept(EventBatch frame)
    {
        if (Position is null)
        {
            _faults.Add("A frame came before the answer to Join.");
            return true;
        }

        if (frame.Epoch != Position.Epoch || frame.From > Position.Offset)
            return false;
        // A frame of the stay before.
        if (frame.To <= _rejoinedAt)
            return true;
        if (frame.From < Position.Offset && frame.Events.Count > 0)
            _faults.Add($"A frame from {frame.From} to {frame.To} came at {Position.Offset}.");
        foreach (var item in frame.Events)
            Keep(frame.Epoch, item);
        Skipped += frame.Skipped;
        Position = Position with { Offset = Math.Max(Position.Offset, frame.To) };
        return true;
    }

    private void Keep(string epoch, RoomEvent item)
    {
        if (_events.Count > 0 && item.Offset <= _events[^1].Offset)
        {
            _faults.Add($"Event {item.Offset} came after {_events[^1].Offset}.");
            return;
        }

        _events.Add(item);
        Kept?.Invoke(epoch, item);
    }
}
