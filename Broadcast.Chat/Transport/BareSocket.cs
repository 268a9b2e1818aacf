using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Broadcast.Chat.Transport;

/// <summary>
/// Writes frames straight to the socket of a connection that was taken over, past the server's output, its copies and its thread.
/// The server sends nothing after its upgrade response, and a client sends nothing before it has read that response (RFC 6455 §4.1),
/// so a frame that answers a client cannot overtake the response. One caller at a time.
/// </summary>
internal sealed class BareSocket
{
    /// <summary>Result of a write to a closed connection. The reading side notices the close too, and ends the connection.</summary>
    private static readonly FlushResult Gone = new(isCanceled: false, isCompleted: true);

    private readonly Socket _socket;

    /// <exception cref="SocketException">The client is gone.</exception>
    /// <exception cref="ObjectDisposedException">The client is gone.</exception>
    private BareSocket(Socket socket)
    {
        _socket = socket;
        _socket.Blocking = false;
    }

    /// <summary>
    /// Null when the connection has no socket, when the client is gone, or when it has sent data already: such a client does not wait for
    /// the upgrade response, which may still be inside the server.
    /// </summary>
    public static BareSocket? Of(ConnectionContext connection)
    {
        try
        {
            return connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket && !HasSent(connection.Transport.Input) ? new BareSocket(socket) : null;
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return null;
        }
    }

    private static bool HasSent(PipeReader input)
    {
        if (!input.TryRead(out var read))
            return false;

        input.AdvanceTo(read.Buffer.Start, read.Buffer.Start);
        return !read.Buffer.IsEmpty;
    }

    /// <summary>Sends as much as the kernel accepts at once, normally the whole frame; the rest is sent asynchronously.</summary>
    public ValueTask<FlushResult> WriteAsync(byte[] frame)
    {
        try
        {
            var sent = _socket.Send(frame, 0, frame.Length, SocketFlags.None, out var error);
            return error switch
            {
                SocketError.Success when sent == frame.Length => default,
                SocketError.Success => SendRestAsync(frame.AsMemory(sent)),
                SocketError.WouldBlock => SendRestAsync(frame),
                _ => ValueTask.FromResult(Gone),
            };
        }
        catch (ObjectDisposedException)
        {
            return ValueTask.FromResult(Gone);
        }
    }

    private async ValueTask<FlushResult> SendRestAsync(ReadOnlyMemory<byte> rest)
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
