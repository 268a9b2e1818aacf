using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Feed;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Live;

namespace Broadcast.Chat.Feed;

/// <summary>
/// The newest second, which can still get events: keeps its control events and the chat that <see cref="ChatSample"/> ranks best. The
/// result is the same on every node, however the events were batched.
/// </summary>
internal sealed class OpenSecond(long second, long from, int chatLimit)
{
    private readonly List<RoomEvent> _events = [];
    private long _to;
    private readonly Dictionary<ViewerId, int> _rounds = [];

    /// <summary>The message ranked worst comes first, so that a better one replaces it.</summary>
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
