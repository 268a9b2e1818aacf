using System.Net;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>The proxies of <see cref="ProxyOptions.Trusted"/>. One of them carries the connections of many clients.</summary>
internal sealed class ListedProxies(IOptions<ProxyOptions> options)
{
    private readonly List<IPNetwork> _networks = [.. options.Value.Trusted.Select(Parse)];

    public bool Contains(IPAddress? address)
    {
        if (address is null || _networks.Count == 0)
            return false;

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _networks.Exists(network => network.Contains(plain));
    }

    private static IPNetwork Parse(string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : IPNetwork.Parse(text);
}
