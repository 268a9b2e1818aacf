using System.Collections.Concurrent;

namespace Broadcast.Chat.Rooms.Live;

/// <summary>
/// A token bucket for each of many, such as addresses or people, who have come lately: whose bucket is full again is forgotten, for it says
/// nothing. At most <paramref name="most"/> are remembered. Any thread may take.
/// </summary>
internal sealed class KeyedBuckets<TKey>(double perSecond, double burst, int most, TimeProvider time) where TKey : notnull
{
    /// <summary>Between two looks for buckets that are full.</summary>
    private const int Sweep = 1000;

    private readonly ConcurrentDictionary<TKey, Entry> _known = [];
    private readonly TimeSpan _refilled = TimeSpan.FromSeconds(burst / perSecond);
    private int _added;

    public int Count => _known.Count;

    public bool TryTake(TKey key)
    {
        var entry = _known.GetOrAdd(key, Add);
        lock (entry)
        {
            entry.At = time.GetTimestamp();
            return entry.Bucket.TryTake();
        }
    }

    private Entry Add(TKey key)
    {
        if (Interlocked.Increment(ref _added) % Sweep == 0 || _known.Count >= most)
            Forget();
        return new Entry(new TokenBucket(perSecond, burst, time)) { At = time.GetTimestamp() };
    }

    /// <summary>If none is full there are more than can be told apart, and all begin anew.</summary>
    private void Forget()
    {
        foreach (var (key, entry) in _known)
            if (time.GetElapsedTime(entry.At) > _refilled)
                _known.TryRemove(key, out _);
        if (_known.Count >= most)
            _known.Clear();
    }

    private sealed class Entry(TokenBucket bucket)
    {
        public TokenBucket Bucket { get; } = bucket;

        public long At { get; set; }
    }
}
