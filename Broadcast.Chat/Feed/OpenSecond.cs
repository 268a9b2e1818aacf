using Broadcast.Chat.Contracts;
using Broadcast.Chat.Rooms.Live;

namespace Broadcast.Chat.Feed;

/// <summary>
/// The second in which things happen now: keeps its control events and the best of its chat by the rank of <see cref="ChatSample"/>, which
/// is the same whoever keeps it, and in whatever pieces the events came.
/// </summary>
internal sealed class OpenSecond(long second, long from, int chatLimit)
{
    private readonly List<RoomEvent> _events = [];
    private long _to;
    private readonly Dictionary<ViewerId, int> _rounds = [];

    /// <summary>The worst in front.</summary>
    private readonly PriorityQueue<RoomEvent, (int Round, ulong Lot, long Offset)> _chat =
        new(Comparer<(int, ulong, long)>.Create((one, other) => other.CompareTo(one)));

    public long Second { get; } = second;

    /// <summary>When its first event was stamped, Unix milliseconds.</summary>
    public long FirstAt { get; private set; }

    public void Add(RoomEvent item)
    {
        if (FirstAt == 0)
            FirstAt = item.At;
        _to = item.Offset;
        if (item.Type != EventTypes.Chat)
        {
            _events.Add(item);
            return;
        }

        var rank = ChatSample.Rank(item, _rounds);
        if (_chat.Count < chatLimit)
            _chat.Enqueue(item, rank);
        else
            _chat.EnqueueDequeue(item, rank);
    }

    public FeedChunk Close(string epoch)
    {
        List<RoomEvent> events = [.. _events, .. _chat.UnorderedItems.Select(item => item.Element)];
        events.Sort((one, other) => one.Offset.CompareTo(other.Offset));
        return new FeedChunk { Epoch = epoch, From = from, To = _to, Events = events, Skipped = _to - from - events.Count, Next = Second + 1 };
    }
}
