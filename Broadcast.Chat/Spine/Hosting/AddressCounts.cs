using System.Net;
using Broadcast.Chat.Spine.Pace;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// How much each address holds at a time: connections, or requests that wait. An IPv6 subscriber counts once (<see cref="AddressPrefix"/>).
/// The loopback and Unix sockets are not counted, because local tools and proxies share them. Any thread may call.
/// </summary>
internal sealed class AddressCounts(int most)
{
    private readonly KeyedCounts<IPAddress> _counts = new(most);

    /// <summary>False when the address holds as much as is allowed; else <see cref="Leave"/> must follow.</summary>
    public bool TryEnter(IPAddress? address)
    {
        var key = AddressPrefix.Of(address);
        return IsExempt(address) || _counts.TryEnter(key);
    }

    public void Leave(IPAddress? address)
    {
        if (!IsExempt(address))
            _counts.Leave(AddressPrefix.Of(address));
    }

    private static bool IsExempt(IPAddress? address) => address is null || IPAddress.IsLoopback(address);
}
