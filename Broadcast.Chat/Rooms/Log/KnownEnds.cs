using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>
/// The furthest log end of each room that this process has seen, whether it read or appended. So the loss of an event that was
/// acknowledged here is noticed, even when its notice never arrived. Any thread.
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

    /// <summary>
    /// True when a past epoch ends before an offset known here: events were lost. The epoch in force is not checked, because others may
    /// have appended since <paramref name="end"/> was read.
    /// </summary>
    public bool ShowLoss(RoomId room, LogEnd end)
    {
        if (!_rooms.TryGetValue(room, out var ends))
            return false;

        lock (ends)
            return ends.Any(known => end.PastEpochs.EndOf(known.Key) is { } ended && known.Value > ended);
    }
}
