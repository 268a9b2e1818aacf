using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Live;

/// <summary>
/// The newest events of a room. Control and chat are kept apart, so that no amount of chat pushes a control event out. Guarded by the
/// room's lock.
/// </summary>
/// <param name="capacity">Events kept per lane.</param>
internal sealed class RoomRing(int capacity)
{
    private readonly LaneRing _control = new(capacity);
    private readonly LaneRing _chat = new(capacity);

    /// <summary>Offsets of the messages in the ring that a moderator has removed.</summary>
    private readonly HashSet<long> _removed = [];

    /// <summary>Control events with a higher offset are all here; older ones are only in Redis.</summary>
    public long Floor => _control.Floor;

    public void Add(RoomEvent item)
    {
        (item.Type == EventTypes.Chat ? _chat : _control).Add(item);
        if (item.Data is ChatRemoved removed)
            Remove(removed, item.Offset);
    }

    /// <summary>The newest message of a person, even one that was removed.</summary>
    public RoomEvent? NewestOf(ViewerId viewer)
    {
        for (var i = _chat.Count - 1; i >= 0; i--)
            if (_chat[i].By?.Id == viewer)
                return _chat[i];
        return null;
    }

    /// <summary>Hides one message, or all of a person's messages before offset <paramref name="at"/>, from now on.</summary>
    private void Remove(ChatRemoved removed, long at)
    {
        _removed.RemoveWhere(offset => offset <= _chat.Floor);
        if (removed.Offset is { } one && one > _chat.Floor)
            _removed.Add(one);
        for (var i = 0; removed.Viewer is { } viewer && i < _chat.Count; i++)
            if (_chat[i].By?.Id == viewer && _chat[i].Offset < at)
                _removed.Add(_chat[i].Offset);
    }

    /// <summary>How many events here have a higher offset, removed messages included. O(log n).</summary>
    public int CountAfter(long offset) => _control.Count - _control.IndexAfter(offset) + _chat.Count - _chat.IndexAfter(offset);

    /// <summary>The events here with a higher offset, in order, without removed messages.</summary>
    public List<RoomEvent> After(long offset)
    {
        int control = _control.IndexAfter(offset), chat = _chat.IndexAfter(offset);
        var events = new List<RoomEvent>(_control.Count - control + _chat.Count - chat);
        while (control < _control.Count || chat < _chat.Count)
        {
            var chatNext = control == _control.Count || (chat < _chat.Count && _chat[chat].Offset < _control[control].Offset);
            if (!chatNext)
                events.Add(_control[control++]);
            else if (!_removed.Contains(_chat[chat++].Offset))
                events.Add(_chat[chat - 1]);
        }

        return events;
    }

    /// <summary>The newest <paramref name="count"/> chat messages, in order; removed ones are left out.</summary>
    public List<RoomEvent> NewestChat(int count)
    {
        var events = new List<RoomEvent>(count);
        for (var i = Math.Max(0, _chat.Count - count); i < _chat.Count; i++)
            if (!_removed.Contains(_chat[i].Offset))
                events.Add(_chat[i]);
        return events;
    }
}
