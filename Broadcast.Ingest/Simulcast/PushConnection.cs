using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Amf;
using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Rtmp.Chunks;

namespace Broadcast.Ingest.Simulcast;

/// <summary>A connection on which a target accepts publishing. One loop sends; another listens, and completes <see cref="Over"/>.</summary>
internal sealed class PushConnection : IAsyncDisposable
{
    /// <summary>Bytes that the system may buffer: more would hide how far behind the target is.</summary>
    private const int SendBuffer = 1024 * 1024;

    private const int AudioChunks = 4;
    private const int VideoChunks = 6;
    private const int DataChunks = 8;
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(1);
    private static readonly byte[] SetDataFrame = AmfText("@setDataFrame");

    private readonly Stream _stream;
    private readonly PipeReader _input;
    private readonly PushConversation _conversation;
    private readonly CancellationTokenSource _leaving = new();
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private FlvSetup? _setup;
    private uint? _lastTime;
    private long _time;

    /// <summary>True while a write is under way, or was broken off.</summary>
    private bool _midway;

    private PushConnection(Stream stream, PipeReader input, PushConversation conversation)
    {
        (_stream, _input, _conversation) = (stream, input, conversation);
        Over = conversation.ListenAsync(_leaving.Token);
    }

    /// <summary>Completes when the target closes the connection; faults when it gives a reason, or when the connection breaks.</summary>
    public Task Over { get; }

    /// <param name="url">Where to.</param>
    /// <param name="allowLocal">Whether it may be on this machine or in its networks: what counts is the very address that is connected to.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="PushRefusedException">The target refuses.</exception>
    /// <exception cref="IOException">The target's address is not public, and must be.</exception>
    /// <exception cref="SocketException">The target cannot be reached.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">Its certificate is not trusted.</exception>
    public static async Task<PushConnection> OpenAsync(PushUrl url, bool allowLocal, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = SendBuffer };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(await AddressesAsync(url.Host, allowLocal, cancellation), url.Port, cancellation);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (url.Tls)
            {
                var tls = new SslStream(stream);
                stream = tls;
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = url.Host }, cancellation);
            }

            var input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
            var conversation = new PushConversation(url, stream, input);
            await conversation.BeginAsync(cancellation);
            return new PushConnection(stream, input, conversation);
        }
        catch
        {
            if (stream is not null)
                await stream.DisposeAsync();
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a fragment; returns how many bytes went out.</summary>
    public async Task<int> SendAsync(FlvBatch batch, CancellationToken cancellation)
    {
        _output.ResetWrittenCount();
        _conversation.DrainAnswers(_output);
        if (!ReferenceEquals(batch.Setup, _setup))
        {
            _setup = batch.Setup;
            // The run may have begun long before this connection: its setup gets the time of the first tag.
            foreach (var tag in batch.Setup.Tags)
                Write(tag with { Timestamp = batch.Tags[0].Timestamp });
        }

        foreach (var tag in batch.Tags)
            Write(tag);
        _midway = true;
        await _stream.WriteAsync(_output.WrittenMemory, cancellation);
        _midway = false;
        return _output.WrittenCount;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_midway)
            await SayGoodbyeAsync();
        await _leaving.CancelAsync();
        // Observes the exception: whoever sent knows by now why the connection ended.
        await Over.ContinueWith(static over => _ = over.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await _input.CompleteAsync();
        await _stream.DisposeAsync();
        _leaving.Dispose();
    }

    private static async Task<IPAddress[]> AddressesAsync(string host, bool allowLocal, CancellationToken cancellation)
    {
        IPAddress[] known = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
        IPAddress[] allowed = allowLocal ? known : [.. known.Where(PublicAddress.Is)];
        return allowed.Length > 0 || known.Length == 0
            ? allowed
            : throw new IOException("The target's address is not public. Only with the setting Ingest:Simulcast:AllowLocal is anything sent to this machine and its networks.");
    }

    private async Task SayGoodbyeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(Goodbye);
            _output.ResetWrittenCount();
            _conversation.WriteEnd(_output);
            await _stream.WriteAsync(_output.WrittenMemory, limit.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The connection is gone: there is nobody to say goodbye to.
        }
    }

    private void Write(in FlvTag tag)
    {
        // Each connection's time begins at 0. It counts differences, so that it goes on when a tag's 32 bits wrap.
        _time = _lastTime is { } last ? Math.Max(0, _time + (int)(tag.Timestamp - last)) : 0;
        _lastTime = tag.Timestamp;
        switch (tag.Kind)
        {
            case MediaKind.Data:
                MediaChunks.Write(_output, DataChunks, MessageType.DataAmf0, _conversation.MessageStream, (uint)_time, [.. SetDataFrame, .. tag.Body.Span]);
                break;
            case MediaKind.Audio:
                MediaChunks.Write(_output, AudioChunks, MessageType.Audio, _conversation.MessageStream, (uint)_time, tag.Body.Span);
                break;
            default:
                MediaChunks.Write(_output, VideoChunks, MessageType.Video, _conversation.MessageStream, (uint)_time, tag.Body.Span);
                break;
        }
    }

    private static byte[] AmfText(string text)
    {
        var buffer = new ArrayBufferWriter<byte>(32);
        buffer.WriteAmf(text);
        return buffer.WrittenSpan.ToArray();
    }
}
