using System.Net.Sockets;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>Why a port may be refused to a user.</summary>
internal static class PortRights
{
    /// <summary>A sentence with a space before it, or nothing when the refusal is about something else.</summary>
    public static string Of(SocketException refused) => refused.SocketErrorCode == SocketError.AccessDenied
        ? " Ports below 1024 are for root, and for programs with the capability CAP_NET_BIND_SERVICE."
        : "";
}
