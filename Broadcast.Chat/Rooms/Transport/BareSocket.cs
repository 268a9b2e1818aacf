using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace Broadcast.Chat.Rooms.Transport;

/// <summary>
/// The socket under a WebSocket, for its frames. Behind the answer to the upgrade the server's output sends nothing of its own, and a client
/// must have read that answer before it sends anything (RFC 6455 §4.1); so what answers a client may go straight to the kernel, without
/// the copies and the change of thread that lie between. One caller at a time.
/// </summary>
internal sealed class BareSocket
{
    private readonly Socket _socket;

    private BareSocket(Socket socket)
    {
        _socket = socket;
        _socket.Blocking = false;
    }

    /// <summary>Null where more than a socket lies beneath: TLS, or a stream of HTTP/2.</summary>
    public static BareSocket? Of(HttpContext http) =>
        HttpProtocol.IsHttp11(http.Request.Protocol)
        && http.Features.Get<ITlsHandshakeFeature>() is null
        && http.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket
            ? new BareSocket(socket)
            : null;

    /// <summary>Sends what the kernel takes now, which as a rule is all of it, and waits with the rest.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public ValueTask WriteAsync(byte[] frame)
    {
        try
        {
            var sent = _socket.Send(frame, 0, frame.Length, SocketFlags.None, out var error);
            return error switch
            {
                SocketError.Success when sent == frame.Length => default,
                SocketError.Success => RestAsync(frame.AsMemory(sent)),
                SocketError.WouldBlock => RestAsync(frame),
                _ => throw new IOException("The connection is gone.", new SocketException((int)error)),
            };
        }
        catch (ObjectDisposedException closed)
        {
            throw new IOException("The connection is closed.", closed);
        }
    }

    private async ValueTask RestAsync(ReadOnlyMemory<byte> rest)
    {
        try
        {
            while (rest.Length > 0)
                rest = rest[await _socket.SendAsync(rest, SocketFlags.None)..];
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            throw new IOException("The connection is gone.", gone);
        }
    }
}
