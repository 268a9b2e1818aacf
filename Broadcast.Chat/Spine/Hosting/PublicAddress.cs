using System.Net;
using System.Net.Sockets;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// Tells addresses of the public internet from those of this machine, its networks, and special ones (the registries of RFC 6890). Pure.
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Special = [.. ((string[])
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        // Of the global addresses of IPv6: protocols, with Teredo; documentation; 6to4, which may lead to any address of IPv4.
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    ]).Select(text => IPNetwork.Parse(text))];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    public static bool Is(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || Global.Contains(plain)) && !Special.Any(network => network.Contains(plain));
    }
}
