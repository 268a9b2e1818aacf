using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Amf;
using Broadcast.Ingest.Rtmp.Chunks;
using Broadcast.Ingest.Rtmp.Publishing;
using Broadcast.Ingest.Tests.Rtmp.Chunks;
using TestKit;

namespace Broadcast.Ingest.Tests.Rtmp;

/// <summary>A hand-written RTMP encoder, so that a test can behave as oddly as real encoders do.</summary>
internal sealed class RtmpClient : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly ChunkReader _reader = new();
    private byte[] _buffered = [];

    private RtmpClient(Socket socket, Stream stream) => (_socket, _stream) = (socket, stream);

    public ChunkEncoder Chunks { get; } = new();

    /// <summary>Connects to the host's RTMP port, and sends nothing.</summary>
    public static Task<RtmpClient> OpenAsync(RtmpHost host) => OpenAsync(host.EndPoint);

    /// <summary>Connects to a server at any address, and sends nothing.</summary>
    public static async Task<RtmpClient> OpenAsync(IPEndPoint server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        return new RtmpClient(socket, new NetworkStream(socket));
    }

    /// <summary>Connects over TLS and sends nothing; accepts the self-signed certificate of localhost.</summary>
    public static async Task<RtmpClient> OpenTlsAsync(RtmpHost host)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(host.TlsEndPoint);
        var tls = new SslStream(new NetworkStream(socket));
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" });
        return new RtmpClient(socket, tls);
    }

    /// <summary>Connects and completes the handshake.</summary>
    public static async Task<RtmpClient> GreetAsync(RtmpHost host, bool tls = false) =>
        await GreetAsync(tls ? await OpenTlsAsync(host) : await OpenAsync(host));

    /// <summary>Connects to any server and publishes, up to <c>NetStream.Publish.Start</c>, on message stream 1.</summary>
    public static async Task<RtmpClient> PublishAsync(IPEndPoint server, string key, string app = "live")
    {
        var client = await ConnectAsync(server, app);
        Assert.That(await client.PublishAsync(key), Is.EqualTo("NetStream.Publish.Start"));
        return client;
    }

    /// <summary>Connects to any server, up to the answer to <c>connect</c>.</summary>
    public static async Task<RtmpClient> ConnectAsync(IPEndPoint server, string app = "live")
    {
        var client = await GreetAsync(await OpenAsync(server));
        await client.CallAsync("connect", 1, new AmfObject().Add("app", app).Add("flashVer", "test/1"));
        await client.CommandAsync("_result");
        return client;
    }

    private static async Task<RtmpClient> GreetAsync(RtmpClient client)
    {
        var c1 = new byte[1536];
        await client.SendAsync([3, .. c1]);
        var answer = new byte[3073];
        for (var at = 0; at < answer.Length;)
        {
            var read = await client.ReceiveAsync(answer.AsMemory(at));
            at += read > 0 ? read : throw new EndOfStreamException("The server closed the connection.");
        }

        await client.SendAsync(answer[1..1537]);
        return client;
    }

    /// <summary>Connects, up to the answer to <c>connect</c>.</summary>
    public static async Task<RtmpClient> ConnectAsync(RtmpHost host, string app = "live", bool tls = false)
    {
        var client = await GreetAsync(host, tls);
        await client.CallAsync("connect", 1, new AmfObject().Add("app", app).Add("flashVer", "test/1"));
        await client.CommandAsync("_result");
        return client;
    }

    /// <summary>Connects and publishes, up to <c>NetStream.Publish.Start</c>, on message stream 1.</summary>
    public static async Task<RtmpClient> PublishAsync(RtmpHost host, string key, bool tls = false)
    {
        var client = await ConnectAsync(host, tls: tls);
        Assert.That(await client.PublishAsync(key), Is.EqualTo("NetStream.Publish.Start"));
        return client;
    }

    /// <summary>Asks to publish and returns the status code.</summary>
    public async Task<string> PublishAsync(string key, uint stream = 1)
    {
        await CallOnAsync(stream, "publish", 5, null, key, "live");
        return Code(await CommandAsync("onStatus"));
    }

    public Task CallAsync(string name, double transaction, object? target = null, params object?[] arguments) =>
        CallOnAsync(0, name, transaction, target, arguments);

    public Task CallOnAsync(uint stream, string name, double transaction, object? target = null, params object?[] arguments) =>
        SendAsync(3, new RtmpMessage(MessageType.CommandAmf0, stream, 0, Amf([name, transaction, target, .. arguments])));

    public Task SendAsync(int id, RtmpMessage message, int format = 0) => SendAsync(Chunks.All(id, message, format));

    /// <summary>Sends a message of the stream that is published: picture on chunk stream 6, sound on 4, data on 5.</summary>
    public Task SendAsync(MediaMessage message) =>
        SendAsync(message.Kind switch { MediaKind.Video => 6, MediaKind.Audio => 4, _ => 5 }, new RtmpMessage((MessageType)message.Kind, 1, (uint)message.Timestamp, message.Payload));

    public async Task SendAsync(byte[] bytes)
    {
        await _stream.WriteAsync(bytes);
    }

    /// <summary>The next command of that name; other messages are passed over.</summary>
    public async Task<RtmpCommand> CommandAsync(string name)
    {
        while (true)
        {
            var message = await MessageAsync(MessageType.CommandAmf0);
            var command = RtmpCommand.Read(message.Payload.Span);
            if (command.Name == name)
                return command;
        }
    }

    /// <summary>The next message of that type; others are passed over.</summary>
    public async Task<RtmpMessage> MessageAsync(MessageType type)
    {
        while (true)
        {
            var message = await MessageAsync() ?? throw new EndOfStreamException("The server closed the connection.");
            if (message.Type == type)
                return message;
        }
    }

    /// <summary>Reads until the server closes.</summary>
    public async Task ClosedAsync()
    {
        while (await MessageAsync() is not null)
        {
        }
    }

    /// <summary>Closes its own side and reads until the server closes, so that the server need not wait for the client.</summary>
    public Task LeaveAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        return ClosedAsync();
    }

    public static string Code(RtmpCommand status) => ((AmfObject)status.Arguments[0]!).Text("code")!;

    public static string Description(RtmpCommand status) => ((AmfObject)status.Arguments[0]!).Text("description")!;

    public static byte[] Amf(params object?[] values)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var value in values)
            output.WriteAmf(value);
        return output.WrittenSpan.ToArray();
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return _stream.DisposeAsync();
    }

    private async Task<RtmpMessage?> MessageAsync()
    {
        var chunk = new byte[16 * 1024];
        while (true)
        {
            var input = new ReadOnlySequence<byte>(_buffered);
            var found = _reader.TryRead(ref input, out var message);
            _buffered = input.ToArray();
            if (found)
                return message;

            var read = await ReceiveAsync(chunk);
            if (read == 0)
                return null;
            _buffered = [.. _buffered, .. chunk.AsSpan(0, read)];
        }
    }

    private async Task<int> ReceiveAsync(Memory<byte> target)
    {
        using var limit = new CancellationTokenSource(Eventually.Patience);
        try
        {
            return await _stream.ReadAsync(target, limit.Token);
        }
        catch (IOException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return 0;
        }
    }
}
