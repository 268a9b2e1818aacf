using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Amf;
using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Rtmp.Chunks;

namespace Benchmarks.Soak;

/// <summary>An RTMP encoder on a bare socket, which may break every rule. What the server says is read and forgotten. One caller.</summary>
internal sealed class RawPublisher : IAsyncDisposable
{
    private const int Commands = 3;
    private const uint Stream = 1;
    private readonly Socket _socket;
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private Task _listening = Task.CompletedTask;
    private int _chunkSize = 128;

    private RawPublisher(Socket socket) => _socket = socket;

    /// <summary>Connects, and says nothing.</summary>
    public static async Task<RawPublisher> ConnectAsync(int port, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, stop);
            return new RawPublisher(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Connects and completes the handshake.</summary>
    public static async Task<RawPublisher> GreetAsync(int port, CancellationToken stop)
    {
        var publisher = await ConnectAsync(port, stop);
        try
        {
            await publisher.SendAsync(new byte[] { 3 }.Concat(new byte[1536]).ToArray(), stop);
            var answer = new byte[3073];
            for (var at = 0; at < answer.Length;)
            {
                var read = await publisher._socket.ReceiveAsync(answer.AsMemory(at), stop);
                at += read > 0 ? read : throw new IOException("The server closed the connection.");
            }

            await publisher.SendAsync(answer.AsMemory(1, 1536), stop);
            publisher._listening = publisher.ListenAsync();
            return publisher;
        }
        catch
        {
            await publisher.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects and asks to publish, without waiting for an answer.</summary>
    /// <param name="port">The server's port.</param>
    /// <param name="key">The stream's name, with parameters.</param>
    /// <param name="stop">Ends the attempt.</param>
    /// <param name="chunkSize">Bytes of payload in a chunk.</param>
    public static async Task<RawPublisher> PublishAsync(int port, string key, CancellationToken stop, int chunkSize = 4096)
    {
        var publisher = await GreetAsync(port, stop);
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, chunkSize);
        publisher.Write(2, MessageType.SetChunkSize, 0, 0, size);
        publisher._chunkSize = chunkSize;
        publisher.Call(0, "connect", 1, new AmfObject().Add("app", "live").Add("flashVer", "soak/1"));
        publisher.Call(0, "createStream", 2, [null]);
        publisher.Call(Stream, "publish", 3, null, key, "live");
        await publisher.FlushAsync(stop);
        return publisher;
    }

    public async Task SendAsync(FlvTag tag, CancellationToken stop)
    {
        Write(tag.Kind == MediaKind.Video ? 6 : 4, (MessageType)tag.Kind, Stream, tag.Timestamp, tag.Body.Span);
        await FlushAsync(stop);
    }

    /// <summary>Sends a tag as a bad link would: a few bytes at a time, with pauses.</summary>
    public async Task TrickleAsync(FlvTag tag, int bytes, TimeSpan pause, CancellationToken stop)
    {
        Write(tag.Kind == MediaKind.Video ? 6 : 4, (MessageType)tag.Kind, Stream, tag.Timestamp, tag.Body.Span);
        var all = _output.WrittenMemory.ToArray();
        _output.ResetWrittenCount();
        for (var at = 0; at < all.Length; at += bytes)
        {
            await SendAsync(all.AsMemory(at, Math.Min(bytes, all.Length - at)), stop);
            await Task.Delay(pause, stop);
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await _socket.SendAsync(bytes, stop)..];
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _listening;
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (await _socket.ReceiveAsync(buffer) > 0)
            {
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The connection is over.
        }
    }

    private void Call(uint stream, string name, double transaction, params object?[] arguments)
    {
        var body = new ArrayBufferWriter<byte>();
        body.WriteAmf(name);
        body.WriteAmf(transaction);
        foreach (var argument in arguments)
            body.WriteAmf(argument);
        Write(Commands, MessageType.CommandAmf0, stream, 0, body.WrittenSpan);
    }

    /// <summary>Writes a message with a full header (RTMP 1.0, 5.3.1).</summary>
    private void Write(int chunkStream, MessageType type, uint stream, uint time, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[12];
        head[0] = (byte)chunkStream;
        BinaryPrimitives.WriteUInt32BigEndian(head[1..], Math.Min(time, 0xFFFFFE) << 8);
        BinaryPrimitives.WriteUInt32BigEndian(head[4..], (uint)payload.Length << 8);
        head[7] = (byte)type;
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], stream);
        _output.Write(head);
        while (payload.Length > _chunkSize)
        {
            _output.Write(payload[.._chunkSize]);
            _output.Write([(byte)(0xC0 | chunkStream)]);
            payload = payload[_chunkSize..];
        }

        _output.Write(payload);
    }

    private async Task FlushAsync(CancellationToken stop)
    {
        await SendAsync(_output.WrittenMemory, stop);
        _output.ResetWrittenCount();
    }
}
