using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Broadcast.Chat.Rooms.Transport;

/// <summary>
/// The socket under a connection that was taken over, for its frames. Behind the answer to the upgrade the server sends nothing of its own,
/// and a client must have read that answer before it sends anything (RFC 6455 §4.1); so what answers a client may go straight to the kernel,
/// without the copy and the change of thread that lie between. One caller at a time.
/// </summary>
internal sealed class BareSocket
{
    /// <summary>The connection is over; the reading side finds that out as well, and ends it.</summary>
    private static readonly FlushResult Gone = new(isCanceled: false, isCompleted: true);

    private readonly Socket _socket;

    private BareSocket(Socket socket)
    {
        _socket = socket;
        _socket.Blocking = false;
    }

    /// <summary>
    /// Null where the connection is none of a socket's, and for a client that sent something along with its request: it does not wait for the
    /// answer, which may still be on its way through the server.
    /// </summary>
    public static BareSocket? Of(ConnectionContext connection) =>
        connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket && !HasSent(connection.Transport.Input) ? new BareSocket(socket) : null;

    private static bool HasSent(PipeReader input)
    {
        if (!input.TryRead(out var read))
            return false;

        input.AdvanceTo(read.Buffer.Start, read.Buffer.Start);
        return !read.Buffer.IsEmpty;
    }

    /// <summary>Sends what the kernel takes now, which as a rule is all of it, and waits with the rest.</summary>
    public ValueTask<FlushResult> WriteAsync(byte[] frame)
    {
        try
        {
            var sent = _socket.Send(frame, 0, frame.Length, SocketFlags.None, out var error);
            return error switch
            {
                SocketError.Success when sent == frame.Length => default,
                SocketError.Success => RestAsync(frame.AsMemory(sent)),
                SocketError.WouldBlock => RestAsync(frame),
                _ => ValueTask.FromResult(Gone),
            };
        }
        catch (ObjectDisposedException)
        {
            return ValueTask.FromResult(Gone);
        }
    }

    private async ValueTask<FlushResult> RestAsync(ReadOnlyMemory<byte> rest)
    {
        try
        {
            while (rest.Length > 0)
                rest = rest[await _socket.SendAsync(rest, SocketFlags.None)..];
            return default;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return Gone;
        }
    }
}
