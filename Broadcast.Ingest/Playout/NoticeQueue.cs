using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Playout;

/// <summary>
/// Notices that wait for Redis. Those of one room stay in order; all rooms together hold a limited number. A notice that is added to a full
/// queue replaces the oldest one, and the queue reports each notice that it drops. Any thread may call.
/// </summary>
internal sealed class NoticeQueue(int capacity, Action dropped)
{
    private readonly Lock _gate = new();
    private readonly List<Notice> _notices = [];

    /// <summary>The rooms that have notices.</summary>
    public IReadOnlyList<RoomId> Rooms
    {
        get
        {
            lock (_gate)
                return [.. _notices.Select(notice => notice.Room).Distinct()];
        }
    }

    public void Add(Notice notice)
    {
        lock (_gate)
        {
            _notices.Add(notice);
            if (_notices.Count <= capacity)
                return;
            _notices.RemoveAt(0);
        }

        dropped();
    }

    /// <summary>The room's oldest notice; null when it has none.</summary>
    public Notice? First(RoomId room)
    {
        lock (_gate)
            return _notices.Find(notice => notice.Room == room);
    }

    /// <summary>Removes a notice, unless it was dropped meanwhile.</summary>
    public void Remove(Notice notice)
    {
        lock (_gate)
            _notices.Remove(notice);
    }
}

/// <summary>An event of a channel for its room.</summary>
/// <param name="Room">The room that is told.</param>
/// <param name="Event">What happened.</param>
/// <param name="ShowAt">Channel time in Unix milliseconds.</param>
/// <param name="OnceId">Sent twice with the same id, it has one effect.</param>
/// <param name="By">Who caused it.</param>
internal sealed record Notice(RoomId Room, IEventData Event, long ShowAt, string OnceId, EventAuthor By)
{
    /// <summary>When Redis first refused it, by <see cref="TimeProvider.GetTimestamp"/>; 0 while it has not.</summary>
    public long Refused { get; set; }
}
