using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Refusals;
using Broadcast.Ingest.Rtmp.Chunks;
using Broadcast.Ingest.Rtmp.Handshakes;
using Broadcast.Ingest.Rtmp.Publishing;
using Microsoft.AspNetCore.Connections;

namespace Broadcast.Ingest.Rtmp;

/// <summary>
/// One peer: the only reader and writer of its socket is the loop in <see cref="RunAsync"/>. The server's sweep calls <see cref="Tick"/>,
/// which wakes the loop or cuts the peer off.
/// </summary>
internal sealed partial class RtmpConnection : IRtmpSessionListener
{
    /// <summary>
    /// Bytes of answers after which they are flushed within a batch of input; otherwise a peer that reads nothing could fill the memory.
    /// </summary>
    private const int MaxUnflushed = 16 * 1024;

    internal const string Door = "RTMP";

    private readonly ConnectionContext _connection;
    private readonly RtmpOptions _options;
    private readonly RtmpMetrics _metrics;
    private readonly RefusalLog _refusals;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private readonly ChunkReader _chunks = new();
    private readonly RtmpSession _session;
    private readonly ConnectionClock _clock;
    private readonly CancellationToken _stopping;
    private readonly long _began;
    private long _leftover;
    private volatile bool _pingDue;

    public RtmpConnection(
        ConnectionContext connection, IPublishGate gate, RtmpOptions options, RtmpMetrics metrics, RefusalLog refusals, TimeProvider time, ILogger logger,
        CancellationToken stopping)
    {
        _connection = connection;
        _options = options;
        _metrics = metrics;
        _refusals = refusals;
        _time = time;
        _logger = logger;
        _stopping = stopping;
        _began = time.GetTimestamp();
        _input = connection.Transport.Input;
        _output = connection.Transport.Output;
        Peer = (IPEndPoint)connection.RemoteEndPoint!;
        _clock = new ConnectionClock(options, time);
        _session = new RtmpSession(Peer, gate, _chunks, new ChunkWriter(_output), options, Wake, this);
    }

    public IPEndPoint Peer { get; }

    /// <summary>Serves the peer until either side leaves. Logs its faults instead of throwing them.</summary>
    public async Task RunAsync()
    {
        var reason = "closed";
        try
        {
            await using var registration = _stopping.UnsafeRegister(static state => ((RtmpConnection)state!).Wake(), this);
            reason = await ServeAsync();
        }
        catch (RtmpProtocolException exception)
        {
            reason = "malformed";
            Malformed(_logger, Peer, exception.Message);
            _refusals.Note(Peer.Address, Door, reason);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ConnectionAbortedException)
        {
            reason = "reset";
        }
        catch (Exception exception)
        {
            // A fault of ours or of the stage behind the gate: it costs this peer its connection, and nobody else's.
            reason = "fault";
            Faulted(_logger, exception, Peer);
        }

        await EndAsync(reason);
    }

    /// <summary>Called by the server's sweep, once a second: checks deadlines and pings.</summary>
    public void Tick()
    {
        if (_clock.IsStuck)
        {
            _connection.Abort(new ConnectionAbortedException("The RTMP peer is stuck."));
            return;
        }

        _pingDue |= _clock.CheckPingDue();
        if (_pingDue || _clock.IsOverdue)
            Wake();
    }

    void IRtmpSessionListener.PublishingBegan(StageId stage)
    {
        _clock.Enter(ConnectionPhase.Publishing);
        _metrics.PublishingBegan();
        PublishingBegan(_logger, Peer, _session.Client, stage);
    }

    void IRtmpSessionListener.PublishingEnded(StageId stage)
    {
        _clock.Enter(ConnectionPhase.Waiting);
        _metrics.PublishingEnded();
        PublishingEnded(_logger, Peer, stage);
    }

    void IRtmpSessionListener.Refused(string reason)
    {
        _metrics.Refused(reason);
        PublisherRefused(_logger, Peer, _session.Client, reason);
        _refusals.Note(Peer.Address, Door, reason);
    }

    /// <summary>Milliseconds since the connection began; the protocol needs no other clock.</summary>
    private uint Now => (uint)_time.GetElapsedTime(_began).TotalMilliseconds;

    private void Wake() => _input.CancelPendingRead();

    private async Task<string> ServeAsync()
    {
        if (!await ShakeHandsAsync())
            return _clock.IsOverdue ? "handshake-timeout" : "closed";

        _clock.Enter(ConnectionPhase.Waiting);
        while (true)
        {
            var result = await ReadAsync();
            var rest = result.Buffer;
            while (!_session.Leaving && _chunks.TryRead(ref rest, out var message))
            {
                await HandleAsync(message);
                if (_output.UnflushedBytes > MaxUnflushed)
                    await FlushAsync();
            }

            var taken = result.Buffer.Length - rest.Length;
            Advance(rest);
            _session.Received(taken);
            var reason = HandleWake();
            if (_output.UnflushedBytes > 0)
                await FlushAsync();
            if (result.IsCompleted)
                return "closed";
            if (_session.Leaving)
            {
                await LingerAsync();
                return reason ?? "refused";
            }
        }
    }

    /// <summary>Handles one message. A command may wait for the gate for <see cref="RtmpOptions.PublishTimeout"/>.</summary>
    private async ValueTask HandleAsync(RtmpMessage message)
    {
        if (message.Type is not (MessageType.CommandAmf0 or MessageType.CommandAmf3))
        {
            await _session.HandleAsync(message, CancellationToken.None);
            return;
        }

        using var deadline = new CancellationTokenSource(_options.PublishTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _connection.ConnectionClosed, _stopping);
        await _session.HandleAsync(message, linked.Token);
    }

    /// <summary>Handles what the loop may have been woken for. Returns the reason why the peer must leave, or null.</summary>
    private string? HandleWake()
    {
        if (_session.Leaving)
            return null;

        if (_stopping.IsCancellationRequested)
        {
            _session.Leave("The server is stopping.");
            return "stopping";
        }

        if (_session.IsDropped)
        {
            _session.LeaveDropped();
            return "dropped";
        }

        if (_clock.IsOverdue)
        {
            var reason = _clock.Phase == ConnectionPhase.Publishing ? "idle-timeout" : "publish-timeout";
            _session.Leave("The connection timed out.");
            return reason;
        }

        if (_pingDue)
        {
            _pingDue = false;
            _session.Ping(Now);
        }

        return null;
    }

    private async Task<bool> ShakeHandsAsync()
    {
        for (var answered = false; ;)
        {
            var result = await ReadAsync();
            var rest = result.Buffer;
            answered = answered || Handshake.TryAnswer(ref rest, _output, Now);
            var finished = answered && Handshake.TryFinish(ref rest);
            var taken = result.Buffer.Length - rest.Length;
            Advance(rest, finished);
            _session.Received(taken);
            if (_output.UnflushedBytes > 0)
                await FlushAsync();
            if (finished)
                return true;
            if (result.IsCompleted || _stopping.IsCancellationRequested || _clock.IsOverdue)
                return false;
        }
    }

    private async ValueTask<ReadResult> ReadAsync()
    {
        var result = await _input.ReadAsync();
        var fresh = result.Buffer.Length - _leftover;
        if (fresh > 0)
        {
            _clock.Received();
            _metrics.Received(fresh);
        }

        return result;
    }

    /// <param name="rest">Input that was not used.</param>
    /// <param name="readOn">True to read the rest again before more input comes.</param>
    private void Advance(ReadOnlySequence<byte> rest, bool readOn = false)
    {
        _leftover = rest.Length;
        _input.AdvanceTo(rest.Start, readOn ? rest.Start : rest.End);
    }

    private async ValueTask FlushAsync()
    {
        _clock.FlushBegins();
        await _output.FlushAsync();
        _clock.FlushEnded();
    }

    /// <summary>
    /// Reads and ignores the rest of the input. Closing a socket with unread input resets the connection, and the peer would never read
    /// why.
    /// </summary>
    private async Task LingerAsync()
    {
        _clock.Enter(ConnectionPhase.Leaving);
        while (!_clock.IsOverdue)
        {
            var result = await _input.ReadAsync();
            _input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return;
        }
    }

    private async Task EndAsync(string reason)
    {
        try
        {
            await _session.EndAsync();
        }
        catch (Exception exception)
        {
            Faulted(_logger, exception, Peer);
        }

        // From here on the sweep cuts the peer off if it does not read the rest of the answers.
        _clock.Enter(ConnectionPhase.Leaving);
        await _connection.DisposeAsync();
        _metrics.ConnectionEnded(reason);
        Ended(_logger, Peer, reason);
    }
}
