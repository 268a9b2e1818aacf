using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Rooms.Live;

/// <summary>
/// The newest events of a room, in the order of their offsets. Complete behind <see cref="Floor"/>: what is absent there is chat that
/// the log no longer has. Guarded by the room's lock.
/// </summary>
internal sealed class RoomRing
{
    private readonly RoomEvent[] _slots;
    private int _start;

    public RoomRing(int capacity, long floor)
    {
        _slots = new RoomEvent[capacity];
        Floor = floor;
    }

    /// <summary>Events with a higher offset are all here.</summary>
    public long Floor { get; private set; }

    public int Count { get; private set; }

    private RoomEvent this[int index] => _slots[(_start + index) % _slots.Length];

    public RoomEvent? Newest => Count == 0 ? null : this[Count - 1];

    public void Add(RoomEvent item)
    {
        if (Count == _slots.Length)
        {
            Floor = _slots[_start].Offset;
            _slots[_start] = item;
            _start = (_start + 1) % _slots.Length;
            return;
        }

        _slots[(_start + Count) % _slots.Length] = item;
        Count++;
    }

    /// <summary>The events behind <paramref name="offset"/>, or behind the floor if that is higher.</summary>
    public List<RoomEvent> After(long offset)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (this[middle].Offset > offset)
                high = middle;
            else
                low = middle + 1;
        }

        var events = new List<RoomEvent>(Count - low);
        for (var i = low; i < Count; i++)
            events.Add(this[i]);
        return events;
    }

    /// <summary>The newest <paramref name="count"/> chat messages, in order.</summary>
    public List<RoomEvent> NewestChat(int count)
    {
        var events = new List<RoomEvent>(count);
        for (var i = Count - 1; i >= 0 && events.Count < count; i--)
        {
            if (this[i].Type == EventTypes.Chat)
                events.Add(this[i]);
        }

        events.Reverse();
        return events;
    }
}
