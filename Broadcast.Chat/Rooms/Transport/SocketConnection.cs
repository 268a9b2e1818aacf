using System.IO.Pipelines;
using System.Security.Claims;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Broadcast.Chat.Rooms.Transport;

/// <summary>A WebSocket of a room as SignalR wants its connections: bytes in, bytes out, and what it asks for by the way.</summary>
internal sealed class SocketConnection : ConnectionContext, IDuplexPipe, ITransferFormatFeature, IConnectionUserFeature, IConnectionLifetimeFeature
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(1);

    /// <summary>A write that hangs for so long ends the connection, in a room or not.</summary>
    private static readonly TimeSpan Hung = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _time;
    private readonly IDuplexPipe _wire;
    private readonly Action _abort;
    private readonly FrameInput _input;
    private readonly FrameOutput _output;
    private IDictionary<object, object?>? _items;
    private bool _goodbye;

    /// <param name="id">Its own, on this node.</param>
    /// <param name="wire">The bytes of both directions. Not completed here.</param>
    /// <param name="socket">What lies under the wire, if nothing else does.</param>
    /// <param name="abort">Cuts it off.</param>
    /// <param name="heartbeat">The server's own beat, once a second; null where there is none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="closed">Ends when the client is gone.</param>
    public SocketConnection(
        string id, IDuplexPipe wire, BareSocket? socket, Action abort, IConnectionHeartbeatFeature? heartbeat, TimeProvider time, CancellationToken closed)
    {
        (_wire, _abort, _time) = (wire, abort, time);
        _output = new FrameOutput(socket, wire.Output, time);
        _input = new FrameInput(wire.Input, OnControl);
        ConnectionId = id;
        ConnectionClosed = closed;
        Features.Set<ITransferFormatFeature>(this);
        Features.Set<IConnectionUserFeature>(this);
        Features.Set<IConnectionLifetimeFeature>(this);
        // SignalR's keep-alive stands on it too.
        Features.Set(heartbeat);
        heartbeat?.OnHeartbeat(static state => ((SocketConnection)state).Look(), this);
    }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection(4);

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

    /// <summary>Ends it from this side: SignalR reads the end, and goes.</summary>
    public void End() => _input.End();

    public override void Abort() => _abort();

    public override void Abort(ConnectionAbortedException abortReason) => _abort();

    /// <summary>Says goodbye, if the client has not gone without one, and waits a moment for the answer.</summary>
    public async Task CloseAsync(WebSocketCloseCode code)
    {
        try
        {
            if (ConnectionClosed.IsCancellationRequested)
                return;

            using var patience = new CancellationTokenSource(Goodbye, _time);
            await using var giveUp = patience.Token.UnsafeRegister(static state => ((Action)state!)(), _abort);
            if (_input.Faulted)
                code = WebSocketCloseCode.ProtocolError;
            await _output.ControlAsync(WebSocketOpcode.Close, [(byte)((int)code >> 8), (byte)code]);
            while (!_goodbye)
            {
                // What still comes was sent before the goodbye was read.
                var rest = await _wire.Input.ReadAsync(patience.Token);
                _wire.Input.AdvanceTo(rest.Buffer.End);
                if (rest.IsCompleted)
                    break;
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Gone without waiting for the goodbye.
        }
        finally
        {
            _output.End();
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
            _abort();
    }
}

/// <summary>Why a side closes (RFC 6455 §7.4.1).</summary>
internal enum WebSocketCloseCode
{
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
}
