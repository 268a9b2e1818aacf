using System.Buffers;
using System.IO.Pipelines;

namespace Broadcast.Chat.Rooms.Transport;

/// <summary>
/// The end of a connection that SignalR writes to: what comes between two flushes becomes one WebSocket message, and goes straight to the
/// socket, or into the server's own output where there is more beneath. A write that hangs is the slow client's; nothing is held here but what that one call wrote.
/// </summary>
internal sealed class FrameOutput(BareSocket? socket, PipeWriter wire, TimeProvider time) : PipeWriter
{
    private const int SmallestDraft = 256;

    private readonly Lock _gate = new();
    private byte[]? _draft;
    private int _drafted;
    private byte[]? _control;
    private Task<FlushResult>? _flight;
    private long _since;
    private bool _ended;

    /// <summary>What messages are sent as.</summary>
    public WebSocketOpcode Kind { get; set; } = WebSocketOpcode.Text;

    /// <summary>Since when the write in flight is, a timestamp of the clock; null when none is.</summary>
    public long? WritingSince
    {
        get
        {
            lock (_gate)
                return InFlight ? _since : null;
        }
    }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        // Whole messages are those that many connections get: framed once for all of them.
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

    /// <summary>A write cannot be taken back: the client that hangs is closed instead.</summary>
    public override void CancelPendingFlush()
    {
    }

    /// <summary>SignalR has written its last; the connection itself may still say goodbye.</summary>
    public override void Complete(Exception? exception = null)
    {
        if (_draft is not null)
            ArrayPool<byte>.Shared.Return(_draft);
        (_draft, _drafted) = (null, 0);
    }

    /// <summary>Sends a control frame, behind a write that is in flight; of several that would wait, the newest.</summary>
    public ValueTask<FlushResult> ControlAsync(WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
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

    /// <summary>From now on nothing is written: the request is over, and its output somebody else's.</summary>
    public void End()
    {
        lock (_gate)
            _ended = true;
    }

    /// <summary>A write has not left. Asked within the gate.</summary>
    private bool InFlight => _flight is { IsCompleted: false };

    private ValueTask<FlushResult> SendAsync(byte[] frame)
    {
        lock (_gate)
        {
            if (_ended)
                return ValueTask.FromResult(new FlushResult(isCanceled: false, isCompleted: true));
            // SignalR writes one message at a time; only a control frame can be before it.
            if (InFlight)
                return BehindAsync(_flight!, frame);

            var write = socket?.WriteAsync(frame) ?? wire.WriteAsync(frame, CancellationToken.None);
            if (write.IsCompletedSuccessfully)
                return write;

            _since = time.GetTimestamp();
            return new ValueTask<FlushResult>(_flight = WaitAsync(write));
        }
    }

    private async ValueTask<FlushResult> BehindAsync(Task<FlushResult> before, byte[] frame)
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
