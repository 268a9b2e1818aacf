using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>
/// The furthest log end of each room that this process has seen, whether it read or appended, and the roots in their order. So the loss of an
/// event that was acknowledged here is noticed, even when its notice never arrived. Any thread.
/// </summary>
internal sealed class KnownEnds
{
    /// <summary>Of each room: epochs, and roots.</summary>
    private const int Kept = 16;

    private readonly ConcurrentDictionary<RoomId, Known> _rooms = [];

    public void Note(RoomId room, string root, string epoch, long last)
    {
        var known = _rooms.GetOrAdd(room, _ => new Known());
        lock (known)
        {
            if (!known.Ends.TryGetValue(epoch, out var end))
                known.Newest = (root, epoch);
            if (end <= last)
                known.Ends[epoch] = last;
            if (known.Ends.Count > Kept)
                known.Ends.Remove(known.Ends.Keys.First(other => other != epoch));
            if (!known.Roots.Contains(root, StringComparer.Ordinal))
                known.Roots.Add(root);
            if (known.Roots.Count > Kept)
                known.Roots.RemoveAt(0);
        }
    }

    /// <summary>The root and the epoch that were seen last of all; null when none were.</summary>
    public (string Root, string Epoch)? NewestOf(RoomId room)
    {
        if (!_rooms.TryGetValue(room, out var known))
            return null;

        lock (known)
            return known.Newest;
    }

    /// <summary>
    /// True when events are lost that were known here: a past epoch ends before their offset; an epoch that was seen of this root is neither in
    /// force nor past, because the log was put back to before it; or the log has a root again after which another had been seen, such as that of
    /// an empty server that was taken for the primary. The epoch in force is not checked, because others may have appended since
    /// <paramref name="end"/> was read.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <param name="end">The log's end.</param>
    /// <param name="before">What <see cref="NewestOf"/> said before <paramref name="end"/> was read.</param>
    public bool ShowLoss(RoomId room, LogEnd end, (string Root, string Epoch)? before)
    {
        if (before is { } seen && seen.Root == end.Root && seen.Epoch != end.Epoch && end.PastEpochs.EndOf(seen.Epoch) is null)
            return true;
        if (!_rooms.TryGetValue(room, out var known))
            return false;

        lock (known)
            return known.Ends.Any(seen => end.PastEpochs.EndOf(seen.Key) is { } ended && seen.Value > ended)
                || (known.Roots.IndexOf(end.Root) is >= 0 and var place && place < known.Roots.Count - 1);
    }

    private sealed class Known
    {
        /// <summary>The last known offset of each epoch.</summary>
        public Dictionary<string, long> Ends { get; } = new(StringComparer.Ordinal);

        public (string Root, string Epoch)? Newest { get; set; }

        /// <summary>In the order in which they were first seen.</summary>
        public List<string> Roots { get; } = [];
    }
}
