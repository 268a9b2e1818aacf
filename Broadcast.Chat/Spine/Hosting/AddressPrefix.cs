using System.Net;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>The key by which limits per address count.</summary>
internal static class AddressPrefix
{
    /// <summary>The IPv4 address, or the /64 of an IPv6 address: one subscriber has all of it.</summary>
    public static IPAddress Of(IPAddress? address)
    {
        address ??= IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (bytes.Length == 16)
            bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
