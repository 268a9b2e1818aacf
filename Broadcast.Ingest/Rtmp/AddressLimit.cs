using System.Net;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Pace;

namespace Broadcast.Ingest.Rtmp;

/// <summary>
/// Limits how many connections one address holds (IPv6: one /64), and opens per minute. Loopback is exempt, because local tools and proxies
/// share it. Any thread may call.
/// </summary>
internal sealed class AddressLimit(RtmpOptions options, TimeProvider time)
{
    /// <summary>Addresses whose pace is remembered; more than these connect only during an attack, which meets the total limit.</summary>
    private const int MaxAddresses = 20_000;

    private readonly AddressCounts _open = new(options.MaxConnectionsPerAddress);
    private readonly KeyedBuckets<IPAddress> _opened = new(options.NewPerAddressAndMinute / 60.0, options.NewPerAddressAndMinute, MaxAddresses, time);

    /// <summary>Null when the address may connect, then <see cref="Leave"/> must follow; else the limit that it exceeds.</summary>
    public string? Enter(IPAddress address)
    {
        if (!_open.TryEnter(address))
            return "address-connections";
        if (IPAddress.IsLoopback(address) || _opened.TryAcquire(AddressPrefix.Of(address)))
            return null;

        _open.Leave(address);
        return "address-rate";
    }

    public void Leave(IPAddress address) => _open.Leave(address);
}
