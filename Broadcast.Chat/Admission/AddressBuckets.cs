using System.Net;
using Broadcast.Chat.Hosting;
using Broadcast.Chat.Rooms.Live;

namespace Broadcast.Chat.Admission;

/// <summary>How fast each address may connect. An attack from more addresses than can be told apart is held by the node's own bucket.</summary>
internal sealed class AddressBuckets(int perSecond, TimeProvider time)
{
    /// <summary>As many times <c>perSecond</c> at once: behind one address a whole village comes back.</summary>
    private const int Burst = 10;

    internal const int Most = 20_000;

    private readonly KeyedBuckets<IPAddress> _buckets = new(perSecond, perSecond * Burst, Most, time);

    public int Count => _buckets.Count;

    public bool TryTake(IPAddress? address) => _buckets.TryTake(AddressPrefix.Of(address));
}
