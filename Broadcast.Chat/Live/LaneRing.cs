using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Chat.Live;

/// <summary>The newest events of one lane in the order of their offsets. The oldest drops out when the ring is full.</summary>
internal sealed class LaneRing(int capacity)
{
    private readonly RoomEvent[] _slots = new RoomEvent[capacity];
    private int _start;

    /// <summary>Added events with a higher offset are all still here.</summary>
    public long Floor { get; private set; }

    public int Count { get; private set; }

    public RoomEvent this[int index] => _slots[(_start + index) % _slots.Length];

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

    /// <summary>The index of the first event with a higher offset; <see cref="Count"/> when there is none. O(log n).</summary>
    public int IndexAfter(long offset)
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

        return low;
    }
}
