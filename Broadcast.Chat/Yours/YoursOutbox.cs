using Broadcast.Chat.Live;
using Broadcast.Chat.Rooms;

namespace Broadcast.Chat.Yours;

/// <summary>
/// Writes to connections and waits for none: what is for a client that is still being written to waits here, bounded, and is tried again.
/// Belongs to one loop.
/// </summary>
internal sealed class YoursOutbox(ChatMetrics metrics, TimeProvider time)
{
    private readonly Dictionary<RoomConnection, YoursFrame> _waiting = [];

    public bool IsEmpty => _waiting.Count == 0;

    public void Send(RoomConnection connection, YoursFrame frame)
    {
        if (_waiting.TryGetValue(connection, out var before))
        {
            var both = before.With(frame);
            metrics.YoursDropped.Add(before.Events.Count + frame.Events.Count - both.Events.Count);
            _waiting[connection] = both;
        }
        else if (!TrySend(connection, frame))
        {
            _waiting.Add(connection, frame);
        }
    }

    /// <summary>Tries the connections that wait once more; forgets those that have gone.</summary>
    public void Retry(Func<RoomConnection, bool> isHere)
    {
        foreach (var (connection, frame) in _waiting)
            if (TrySend(connection, frame) || !isHere(connection))
                _waiting.Remove(connection);
    }

    private bool TrySend(RoomConnection connection, YoursFrame frame)
    {
        if (!connection.TrySend(frame.Message, time.GetTimestamp()))
            return false;

        metrics.Yours.Add(1);
        return true;
    }
}
