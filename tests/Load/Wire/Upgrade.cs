using System.Buffers.Text;
using System.Text;

namespace Load.Wire;

/// <summary>The HTTP request that opens a WebSocket, and its answer.</summary>
internal static class Upgrade
{
    /// <summary>Writes the request. Its key is constant: a random one protects caches on the way, of which there are none.</summary>
    public static byte[] Request(string target, string host) => Encoding.ASCII.GetBytes(
        $"GET {target} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");

    /// <summary>Removes the head of the answer from the front of <paramref name="bytes"/>; false when it is incomplete.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> bytes, out int status, out int retryAfter)
    {
        (status, retryAfter) = (0, 0);
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;

        var head = bytes[..end];
        bytes = bytes[(end + 4)..];
        if (head.Length > 12)
            _ = Utf8Parser.TryParse(head[9..], out status, out _);
        var at = head.IndexOf("\r\nRetry-After: "u8);
        if (at >= 0)
            _ = Utf8Parser.TryParse(head[(at + 15)..], out retryAfter, out _);
        return true;
    }
}
