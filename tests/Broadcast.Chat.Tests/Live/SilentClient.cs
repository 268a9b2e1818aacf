using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Tests.Live;

/// <summary>A raw WebSocket with the smallest receive buffer, which joins a room and reads nothing after the handshake.</summary>
internal sealed class SilentClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 2048 };

    public static async Task<SilentClient> JoinAsync(ChatFestival festival, string name, Position? position = null)
    {
        var client = new SilentClient();
        await client._socket.ConnectAsync(IPAddress.Loopback, festival.Address().Port);
        await client._socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /hubs/room?access_token={festival.GuestToken(name)} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        var answer = new byte[1024];
        await client._socket.ReceiveAsync(answer);
        await client._socket.SendAsync(Frame("""{"protocol":"json","version":1}"""));
        var from = JsonSerializer.Serialize(position, ContractJson.Options);
        await client._socket.SendAsync(Frame($$"""{"type":1,"invocationId":"1","target":"Join","arguments":["gushi",{{from}}]}"""));
        return client;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>A text frame of RFC 6455 with a mask of zeros.</summary>
    private static byte[] Frame(string message)
    {
        var text = Encoding.UTF8.GetBytes(message + "\u001e");
        if (text.Length < 126)
            return [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. text];

        return [0x81, 0xFE, (byte)(text.Length >> 8), (byte)text.Length, 0, 0, 0, 0, .. text];
    }
}
