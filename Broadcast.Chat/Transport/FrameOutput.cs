using System.Buffers;
using System.IO.Pipelines;

namespace Broadcast.Chat.Transport;

/// <summary>
/// What SignalR writes to a connection: the bytes between two flushes become one WebSocket message, written straight to the socket, or to
/// the server's output when there is no bare socket. A hung write delays only its own client; besides it, at most one message and one
/// control frame wait.
/// </summary>
internal sealed class FrameOutput(BareSocket? socket, PipeWriter wire, TimeProvider time) : PipeWriter
{
    private const int SmallestDraft = 256;

    private readonly Lock _gate = new();
    private byte[]? _draft;
    private int _drafted;
    private byte[]? _control;
    private Task<FlushResult>? _flight;
    private long _flightSince;
    private bool _ended;

    /// <summary>The opcode of messages: text or binary.</summary>
    public WebSocketOpcode Kind { get; set; } = WebSocketOpcode.Text;

    /// <summary>When the write in flight began, as a timestamp of the clock; null when none is in flight.</summary>
    public long? WritingSince
    {
        get
        {
            lock (_gate)
                return InFlight ? _flightSince : null;
        }
    }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        // Who writes nothing only waits for its turn.
        if (source.IsEmpty)
            return default;

        // A whole message may go to many connections: its frame is built once for all of them.
        if (_drafted == 0)
            return SendAsync(Frame.Of(Kind, source));

        this.Write(source.Span);
        return FlushAsync(cancellationToken);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = _drafted + Math.Max(sizeHint, 1);
        if (_draft is null)
        {
            _draft = ArrayPool<byte>.Shared.Rent(Math.Max(needed, SmallestDraft));
        }
        else if (needed > _draft.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _draft.Length * 2));
            _draft.AsSpan(0, _drafted).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_draft);
            _draft = larger;
        }

        return _draft.AsMemory(_drafted);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes) => _drafted += bytes;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_draft is null)
            return default;

        var (draft, length) = (_draft, _drafted);
        (_draft, _drafted) = (null, 0);
        var frame = length > 0 ? Frame.Of(Kind, draft.AsSpan(0, length)) : null;
        ArrayPool<byte>.Shared.Return(draft);
        return frame is null ? default : SendAsync(frame);
    }

    /// <summary>Does nothing: a write cannot be cancelled. A client that hangs is disconnected instead.</summary>
    public override void CancelPendingFlush()
    {
    }

    /// <summary>SignalR writes no more; control frames can still be sent.</summary>
    public override void Complete(Exception? exception = null)
    {
        if (_draft is not null)
            ArrayPool<byte>.Shared.Return(_draft);
        (_draft, _drafted) = (null, 0);
    }

    /// <summary>Sends a control frame, after the write in flight if there is one. Only the newest control frame waits.</summary>
    public ValueTask<FlushResult> SendControlAsync(WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        var frame = Frame.Of(opcode, payload);
        lock (_gate)
        {
            if (InFlight)
            {
                _control = frame;
                return default;
            }
        }

        return SendAsync(frame);
    }

    /// <summary>Stops all further writes: the request has ended, and its output is no longer ours.</summary>
    public void End()
    {
        lock (_gate)
            _ended = true;
    }

    /// <summary>True while a write has not completed. Call with the gate held.</summary>
    private bool InFlight => _flight is { IsCompleted: false };

    private ValueTask<FlushResult> SendAsync(byte[] frame)
    {
        lock (_gate)
        {
            if (_ended)
                return ValueTask.FromResult(new FlushResult(isCanceled: false, isCompleted: true));
            // SignalR writes one message at a time, so only a control frame can be in flight before it.
            if (InFlight)
                return SendAfterAsync(_flight!, frame);

            var write = socket?.WriteAsync(frame) ?? wire.WriteAsync(frame, CancellationToken.None);
            if (write.IsCompletedSuccessfully)
                return write;

            _flightSince = time.GetTimestamp();
            return new ValueTask<FlushResult>(_flight = WaitAsync(write));
        }
    }

    private async ValueTask<FlushResult> SendAfterAsync(Task<FlushResult> before, byte[] frame)
    {
        await before;
        return await SendAsync(frame);
    }

    private async Task<FlushResult> WaitAsync(ValueTask<FlushResult> write)
    {
        byte[]? control = null;
        try
        {
            return await write;
        }
        finally
        {
            lock (_gate)
            {
                _flight = null;
                (control, _control) = (_control, null);
            }

            if (control is not null)
                await SendAsync(control);
        }
    }
}
