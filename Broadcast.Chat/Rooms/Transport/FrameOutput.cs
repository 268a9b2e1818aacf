using System.Buffers;
using System.IO.Pipelines;

namespace Broadcast.Chat.Rooms.Transport;

/// <summary>
/// The end of a connection that SignalR writes to: what comes between two flushes becomes one WebSocket message, and goes straight to the
/// socket, or into the server's own output where there is more beneath. A write that hangs is the slow client's; nothing is held here but what that one call wrote.
/// </summary>
internal sealed class FrameOutput(BareSocket? socket, Stream output, TimeProvider time) : PipeWriter
{
    private const int SmallestDraft = 256;

    private readonly Lock _gate = new();
    private byte[]? _draft;
    private int _drafted;
    private byte[]? _control;
    private long? _writingSince;
    private bool _ended;

    /// <summary>What messages are sent as.</summary>
    public WebSocketOpcode Kind { get; set; } = WebSocketOpcode.Text;

    /// <summary>Since when the write in flight is, a timestamp of the clock; null when none is.</summary>
    public long? WritingSince
    {
        get
        {
            lock (_gate)
                return _writingSince;
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
            if (_writingSince is not null)
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

    private ValueTask<FlushResult> SendAsync(byte[] frame)
    {
        ValueTask write;
        lock (_gate)
        {
            if (_ended)
                return ValueTask.FromResult(new FlushResult(isCanceled: false, isCompleted: true));

            try
            {
                write = socket?.WriteAsync(frame) ?? output.WriteAsync(frame);
            }
            catch (IOException)
            {
                // Gone; the reading side finds it out as well, and ends the connection.
                _ended = true;
                return ValueTask.FromResult(new FlushResult(isCanceled: false, isCompleted: true));
            }

            if (!write.IsCompletedSuccessfully)
                _writingSince = time.GetTimestamp();
        }

        return write.IsCompletedSuccessfully ? DoneAsync(write) : WaitAsync(write);
    }

    private static async ValueTask<FlushResult> DoneAsync(ValueTask write)
    {
        await write;
        return default;
    }

    private async ValueTask<FlushResult> WaitAsync(ValueTask write)
    {
        byte[]? control = null;
        try
        {
            await write;
        }
        catch (IOException)
        {
            End();
        }
        finally
        {
            lock (_gate)
            {
                _writingSince = null;
                (control, _control) = (_control, null);
            }
        }

        return control is null ? default : await SendAsync(control);
    }
}
