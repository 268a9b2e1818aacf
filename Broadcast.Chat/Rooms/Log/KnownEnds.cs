using System.Collections.Concurrent;
using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>
/// How far this process knows each room's log to have reached: by what it read, and by what it was told when it appended, so that an event
/// acknowledged to its sender and then lost with a failover is missed even by a node that never heard it. Any thread may write.
/// </summary>
internal sealed class KnownEnds
{
    private const int EpochsKept = 16;
    private readonly ConcurrentDictionary<RoomId, Dictionary<string, long>> _rooms = [];

    public void Note(RoomId room, string epoch, long last)
    {
        var ends = _rooms.GetOrAdd(room, _ => new Dictionary<string, long>(StringComparer.Ordinal));
        lock (ends)
        {
            if (!ends.TryGetValue(epoch, out var known) || known < last)
                ends[epoch] = last;
            if (ends.Count > EpochsKept)
                ends.Remove(ends.Keys.First(other => other != epoch));
        }
    }

    /// <summary>True when the log lacks something of a past epoch that is known here. In the epoch in force others are appending now.</summary>
    public bool Miss(RoomId room, LogEnd end)
    {
        if (!_rooms.TryGetValue(room, out var ends))
            return false;

        lock (ends)
            return ends.Any(known => end.Past.EndOf(known.Key) is { } ended && known.Value > ended);
    }
}
