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

    /// <summary>Control events with a higher offset are all here; whoever knows less must ask the log.</summary>
    public long Floor => _control.Floor;

    public void Add(RoomEvent item) => (item.Type == EventTypes.Chat ? _chat : _control).Add(item);

    /// <summary>The control events behind <paramref name="offset"/> and all chat behind it that is here, in order.</summary>
    public List<RoomEvent> After(long offset)
    {
        int control = _control.IndexAfter(offset), chat = _chat.IndexAfter(offset);
        var events = new List<RoomEvent>(_control.Count - control + _chat.Count - chat);
        while (control < _control.Count || chat < _chat.Count)
        {
            var chatNext = control == _control.Count || (chat < _chat.Count && _chat[chat].Offset < _control[control].Offset);
            events.Add(chatNext ? _chat[chat++] : _control[control++]);
        }

        return events;
    }

    /// <summary>The newest <paramref name="count"/> chat messages, in order.</summary>
    public List<RoomEvent> NewestChat(int count)
    {
        var events = new List<RoomEvent>(count);
        for (var i = Math.Max(0, _chat.Count - count); i < _chat.Count; i++)
            events.Add(_chat[i]);
        return events;
    }
}
