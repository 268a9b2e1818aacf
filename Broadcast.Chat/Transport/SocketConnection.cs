using System.IO.Pipelines;
using System.Security.Claims;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Broadcast.Chat.Transport;

/// <summary>A room's WebSocket as a SignalR connection: bytes in, bytes out, and the connection features that SignalR asks for.</summary>
internal sealed class SocketConnection : ConnectionContext, IDuplexPipe, ITransferFormatFeature, IConnectionUserFeature, IConnectionLifetimeFeature
{
    private static readonly TimeSpan CloseWait = TimeSpan.FromSeconds(1);

    /// <summary>A write that hangs longer than this aborts the connection, in a room or not.</summary>
    private static readonly TimeSpan Hung = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _time;
    private readonly IDuplexPipe _wire;
    private readonly Action _abort;
    private readonly FrameInput _input;
    private readonly FrameOutput _output;
    private IDictionary<object, object?>? _items;
    private bool _closeReceived;

    /// <param name="id">Unique on this node.</param>
    /// <param name="wire">The bytes of both directions. Never completed by this class.</param>
    /// <param name="socket">The socket to write frames to; null to write them to the wire.</param>
    /// <param name="abort">Cuts the connection at once.</param>
    /// <param name="heartbeat">The server's heartbeat, once a second; null when there is none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="closed">Cancelled when the client is gone.</param>
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
        // SignalR's keep-alive uses this feature too.
        Features.Set(heartbeat);
        heartbeat?.OnHeartbeat(static state => ((SocketConnection)state).AbortIfHung(), this);
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
        set => throw new NotSupportedException("The transport of a room's connection cannot be replaced.");
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

    /// <summary>Ends the connection from this side: SignalR reads the end of its input and finishes.</summary>
    public void End() => _input.End();

    public override void Abort() => _abort();

    public override void Abort(ConnectionAbortedException abortReason) => _abort();

    /// <summary>
    /// Sends a close frame, unless the client is gone. If the client has not sent one, waits up to 1 s for it to disconnect, then aborts.
    /// </summary>
    public async Task CloseAsync(WebSocketCloseCode code)
    {
        try
        {
            if (ConnectionClosed.IsCancellationRequested)
                return;

            using var patience = new CancellationTokenSource(CloseWait, _time);
            await using var giveUp = patience.Token.UnsafeRegister(static state => ((Action)state!)(), _abort);
            if (_input.Faulted)
                code = WebSocketCloseCode.ProtocolError;
            await _output.SendControlAsync(WebSocketOpcode.Close, [(byte)((int)code >> 8), (byte)code]);
            while (!_closeReceived)
            {
                // Discards what the client still sends.
                var rest = await _wire.Input.ReadAsync(patience.Token);
                _wire.Input.AdvanceTo(rest.Buffer.End);
                if (rest.IsCompleted)
                    break;
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The client is gone, or did not disconnect in time.
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
            _ = _output.SendControlAsync(WebSocketOpcode.Pong, payload.Span).AsTask();
        }
        else if (opcode == WebSocketOpcode.Close)
        {
            _closeReceived = true;
            _input.End();
        }
    }

    private void AbortIfHung()
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
