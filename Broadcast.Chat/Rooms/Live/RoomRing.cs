using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Rooms.Live;

/// <summary>
/// The newest events of a room, control and chat apart, so that no amount of chat pushes a control event out. Guarded by the room's lock.
/// </summary>
/// <param name="capacity">Events kept of each lane.</param>
internal sealed class RoomRing(int capacity)
{
    private readonly LaneRing _control = new(capacity);
    private readonly LaneRing _chat = new(capacity);

    /// <summary>Messages of the ring that a moderator has removed.</summary>
    private readonly HashSet<long> _removed = [];

    /// <summary>Control events with a higher offset are all here; whoever knows less must ask the log.</summary>
    public long Floor => _control.Floor;

    public void Add(RoomEvent item)
    {
        (item.Type == EventTypes.Chat ? _chat : _control).Add(item);
        if (item.Data is ChatRemoved removed)
            Remove(removed, item.Offset);
    }

    /// <summary>The newest message of a person, also one that was removed.</summary>
    public RoomEvent? NewestOf(ViewerId viewer)
    {
        for (var i = _chat.Count - 1; i >= 0; i--)
            if (_chat[i].By?.Id == viewer)
                return _chat[i];
        return null;
    }

    /// <summary>From now on the message, or all of a person's that were said before <paramref name="at"/>, is in no answer.</summary>
    private void Remove(ChatRemoved removed, long at)
    {
        _removed.RemoveWhere(offset => offset <= _chat.Floor);
        if (removed.Offset is { } one && one > _chat.Floor)
            _removed.Add(one);
        for (var i = 0; removed.Viewer is { } viewer && i < _chat.Count; i++)
            if (_chat[i].By?.Id == viewer && _chat[i].Offset < at)
                _removed.Add(_chat[i].Offset);
    }

    /// <summary>The control events behind <paramref name="offset"/> and all chat behind it that is here and was not removed, in order.</summary>
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

    /// <summary>The newest <paramref name="count"/> chat messages, in order.</summary>
    public List<RoomEvent> NewestChat(int count)
    {
        var events = new List<RoomEvent>(count);
        for (var i = Math.Max(0, _chat.Count - count); i < _chat.Count; i++)
            if (!_removed.Contains(_chat[i].Offset))
                events.Add(_chat[i]);
        return events;
    }
}
