using System.Net;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Pace;

namespace Broadcast.Chat.Admission;

/// <summary>Limits how fast each address may connect. Attacks from more addresses than are remembered meet the node's own limit.</summary>
internal sealed class AddressBuckets(int perSecond, TimeProvider time)
{
    /// <summary>Connections at once, as a multiple of <c>perSecond</c>: a whole village may come back from one address.</summary>
    private const int Burst = 10;

    internal const int Most = 20_000;

    private readonly KeyedBuckets<IPAddress> _buckets = new(perSecond, perSecond * Burst, Most, time);

    public int Count => _buckets.Count;

    public bool TryAcquire(IPAddress? address) => _buckets.TryAcquire(AddressPrefix.Of(address));
}
