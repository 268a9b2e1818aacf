using System.Collections.Concurrent;
using System.Net;
using Broadcast.Chat.Hosting;
using Broadcast.Chat.Rooms.Live;

namespace Broadcast.Chat.Admission;

/// <summary>A token bucket for each address that connected lately; of too many, those that have been left alone for longest are forgotten.</summary>
internal sealed class AddressBuckets(int perSecond, TimeProvider time)
{
    /// <summary>As many times <c>perSecond</c> at once: behind one address a whole village comes back.</summary>
    private const int Burst = 10;

    /// <summary>A bucket that was not asked for so long is full again.</summary>
    private static readonly TimeSpan Refilled = TimeSpan.FromSeconds(Burst);

    internal const int Most = 20_000;

    private readonly ConcurrentDictionary<IPAddress, Entry> _known = [];

    public int Count => _known.Count;

    public bool TryTake(IPAddress? address)
    {
        var entry = _known.GetOrAdd(AddressPrefix.Of(address), _ => new Entry(new TokenBucket(perSecond, perSecond * Burst, time)));
        if (_known.Count > Most)
            Forget();
        lock (entry)
        {
            entry.At = time.GetTimestamp();
            return entry.Bucket.TryTake();
        }
    }

    /// <summary>Full buckets say nothing. If none is full, an attack comes from more addresses than can be told apart: the node's own bucket holds it.</summary>
    private void Forget()
    {
        foreach (var (address, entry) in _known)
            if (time.GetElapsedTime(entry.At) > Refilled)
                _known.TryRemove(address, out _);
        if (_known.Count > Most)
            _known.Clear();
    }

    private sealed class Entry(TokenBucket bucket)
    {
        public TokenBucket Bucket { get; } = bucket;

        public long At { get; set; }
    }
}
