using System.Collections.Concurrent;

namespace Broadcast.Chat.Spine.Pace;

/// <summary>
/// A token bucket for each of many keys, such as addresses or people. A bucket that is full again is forgotten, because it is the same as a
/// new one. Remembers at most <paramref name="most"/> keys. Any thread may call.
/// </summary>
internal sealed class KeyedBuckets<TKey>(double perSecond, double burst, int most, TimeProvider time) where TKey : notnull
{
    /// <summary>How many keys are added between two removals of full buckets.</summary>
    private const int Sweep = 1000;

    private readonly ConcurrentDictionary<TKey, Entry> _known = [];
    private readonly TimeSpan _refilled = TimeSpan.FromSeconds(burst / perSecond);
    private int _added;

    public int Count => _known.Count;

    /// <summary>True when a call of this key is allowed now, which weighs as much as <paramref name="weight"/> calls.</summary>
    public bool TryAcquire(TKey key, double weight = 1)
    {
        var entry = _known.GetOrAdd(key, Add);
        lock (entry)
        {
            entry.At = time.GetTimestamp();
            return entry.Bucket.TryAcquire(weight);
        }
    }

    /// <summary>True when <see cref="TryAcquire"/> would not allow a call of this key now. Changes nothing.</summary>
    public bool IsEmpty(TKey key)
    {
        if (!_known.TryGetValue(key, out var entry))
            return false;

        lock (entry)
        {
            if (!entry.Bucket.TryAcquire())
                return true;
            entry.Bucket.GiveBack(1);
            return false;
        }
    }

    /// <summary>Makes the bucket of this key full.</summary>
    public void Reset(TKey key) => _known.TryRemove(key, out _);

    private Entry Add(TKey key)
    {
        if (Interlocked.Increment(ref _added) % Sweep == 0 || _known.Count >= most)
            Forget();
        return new Entry(new TokenBucket(perSecond, burst, time)) { At = time.GetTimestamp() };
    }

    /// <summary>Removes full buckets. If still over capacity, clears everything.</summary>
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
