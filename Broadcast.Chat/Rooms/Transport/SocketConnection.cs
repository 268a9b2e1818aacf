using System.IO.Pipelines;
using System.Security.Claims;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Broadcast.Chat.Rooms.Transport;

/// <summary>A WebSocket of a room as SignalR wants its connections: bytes in, bytes out, and what it asks for by the way.</summary>
internal sealed class SocketConnection : ConnectionContext, IDuplexPipe, ITransferFormatFeature, IConnectionUserFeature, IHttpContextFeature
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(1);

    /// <summary>A write that hangs for so long ends the connection, in a room or not.</summary>
    private static readonly TimeSpan Hung = TimeSpan.FromSeconds(15);

    private readonly HttpContext _http;
    private readonly TimeProvider _time;
    private readonly FrameInput _input;
    private readonly FrameOutput _output;
    private readonly Stream _stream;
    private IDictionary<object, object?>? _items;
    private bool _goodbye;

    public SocketConnection(HttpContext http, Stream stream, TimeProvider time)
    {
        (_http, _stream, _time) = (http, stream, time);
        _output = new FrameOutput(BareSocket.Of(http), stream, time);
        _input = new FrameInput(stream, OnControl);
        ConnectionId = http.TraceIdentifier;
        ConnectionClosed = http.RequestAborted;
        Features = new FeatureCollection(http.Features);
        Features.Set<ITransferFormatFeature>(this);
        Features.Set<IConnectionUserFeature>(this);
        Features.Set<IHttpContextFeature>(this);
        // The server's own beat, once a second: SignalR's keep-alive stands on it too.
        http.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(static state => ((SocketConnection)state).Look(), this);
    }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; }

    public override IDictionary<object, object?> Items
    {
        get => _items ??= new ConnectionItems();
        set => _items = value;
    }

    public override IDuplexPipe Transport
    {
        get => this;
        set => throw new NotSupportedException("The transport of a room's connection stays what it is.");
    }

    public override CancellationToken ConnectionClosed { get; set; }

    public PipeReader Input => _input;

    public PipeWriter Output => _output;

    public TransferFormat SupportedFormats => TransferFormat.Text | TransferFormat.Binary;

    public TransferFormat ActiveFormat
    {
        get => _output.Kind == WebSocketOpcode.Binary ? TransferFormat.Binary : TransferFormat.Text;
        set => _output.Kind = value == TransferFormat.Binary ? WebSocketOpcode.Binary : WebSocketOpcode.Text;
    }

    public ClaimsPrincipal? User { get; set; }

    public HttpContext? HttpContext
    {
        get => _http;
        set => throw new NotSupportedException("The request of a room's connection stays what it is.");
    }

    /// <summary>Ends it from this side: SignalR reads the end, and goes.</summary>
    public void End() => _input.End();

    public override void Abort(ConnectionAbortedException abortReason) => _http.Abort();

    /// <summary>Says goodbye, if the client has not gone without one, and waits a moment for the answer.</summary>
    public async Task CloseAsync(WebSocketCloseCode code)
    {
        try
        {
            if (_http.RequestAborted.IsCancellationRequested)
                return;

            using var patience = new CancellationTokenSource(Goodbye, _time);
            await using var giveUp = patience.Token.UnsafeRegister(static state => ((HttpContext)state!).Abort(), _http);
            if (_input.Faulted)
                code = WebSocketCloseCode.ProtocolError;
            await _output.ControlAsync(WebSocketOpcode.Close, [(byte)((int)code >> 8), (byte)code]);
            var rest = new byte[512];
            while (!_goodbye && await _stream.ReadAsync(rest, patience.Token) > 0)
            {
                // What still comes was sent before the goodbye was read.
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Gone without waiting for the goodbye.
        }
        finally
        {
            _output.End();
            _input.Dispose();
        }
    }

    private void OnControl(WebSocketOpcode opcode, ReadOnlyMemory<byte> payload)
    {
        if (opcode == WebSocketOpcode.Ping)
        {
            _ = _output.ControlAsync(WebSocketOpcode.Pong, payload.Span).AsTask();
        }
        else if (opcode == WebSocketOpcode.Close)
        {
            _goodbye = true;
            _input.End();
        }
    }

    private void Look()
    {
        if (_output.WritingSince is { } since && _time.GetElapsedTime(since) > Hung)
            _http.Abort();
    }
}

/// <summary>Why a side closes (RFC 6455 §7.4.1).</summary>
internal enum WebSocketCloseCode
{
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
}
