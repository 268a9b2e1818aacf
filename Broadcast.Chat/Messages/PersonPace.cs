using System.Collections.Concurrent;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Live;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Messages;

/// <summary>
/// How fast each person may talk on this node, whatever number of connections they have, and also if they come back on another. Only those
/// who have spoken lately are remembered: whose bucket is full again says nothing.
/// </summary>
internal sealed class PersonPace(IOptions<RoomOptions> options, TimeProvider time)
{
    /// <summary>Between two looks for buckets that are full.</summary>
    private const int Sweep = 1000;

    private readonly ConcurrentDictionary<ViewerId, Entry> _known = [];
    private int _added;

    public int Count => _known.Count;

    public bool TryTake(ViewerId person)
    {
        var entry = _known.GetOrAdd(person, Add);
        lock (entry)
        {
            entry.At = time.GetTimestamp();
            return entry.Bucket.TryTake();
        }
    }

    private TimeSpan Refilled => TimeSpan.FromSeconds(options.Value.ChatBurst / options.Value.ChatPerSecond);

    private Entry Add(ViewerId person)
    {
        if (Interlocked.Increment(ref _added) % Sweep == 0)
            foreach (var (other, entry) in _known)
                if (time.GetElapsedTime(entry.At) > Refilled)
                    _known.TryRemove(other, out _);
        return new Entry(new TokenBucket(options.Value.ChatPerSecond, options.Value.ChatBurst, time)) { At = time.GetTimestamp() };
    }

    private sealed class Entry(TokenBucket bucket)
    {
        public TokenBucket Bucket { get; } = bucket;

        public long At { get; set; }
    }
}
