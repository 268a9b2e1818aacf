using System.Buffers;
using System.IO.Pipelines;

namespace Broadcast.Chat.Transport;

/// <summary>
/// What SignalR reads from a connection: the payload of the client's WebSocket messages. Holds a buffer only while bytes are unconsumed;
/// an idle connection holds none. The buffer stays bounded because SignalR refuses messages above its largest size. One reader.
/// </summary>
internal sealed class FrameInput(PipeReader wire, Action<WebSocketOpcode, ReadOnlyMemory<byte>> control) : PipeReader
{
    private const int Smallest = 2048;

    private readonly FrameDecoder _decoder = new(control);
    private byte[]? _buffer;
    private int _start;
    private int _end;
    private int _examined;
    private volatile bool _canceled;
    private volatile bool _ended;

    /// <summary>True when the client has broken the WebSocket protocol.</summary>
    public bool Faulted { get; private set; }

    /// <summary>Ends the input: the client has sent a close frame, or the node is stopping. Any thread may call this.</summary>
    public void End()
    {
        _ended = true;
        wire.CancelPendingRead();
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TryRead(out var result))
            return ValueTask.FromResult(result);
        return cancellationToken.CanBeCanceled ? ReadCancellableAsync(cancellationToken) : ReadMoreAsync();
    }

    public override bool TryRead(out ReadResult result)
    {
        var canceled = _canceled;
        _canceled = false;
        result = new ReadResult(Unread, canceled, _ended);
        return canceled || _ended || _end > _examined;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_buffer is null)
            return;

        (_start, _examined) = (consumed.GetInteger(), examined.GetInteger());
        if (_start == _end)
            Release();
    }

    public override void CancelPendingRead()
    {
        _canceled = true;
        wire.CancelPendingRead();
    }

    public override void Complete(Exception? exception = null) => Release();

    private ReadOnlySequence<byte> Unread => _buffer is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(_buffer, _start, _end - _start);

    private async ValueTask<ReadResult> ReadCancellableAsync(CancellationToken cancellation)
    {
        await using var registration = cancellation.UnsafeRegister(static state => ((FrameInput)state!).CancelPendingRead(), this);
        var result = await ReadMoreAsync();
        cancellation.ThrowIfCancellationRequested();
        return result;
    }

    private async ValueTask<ReadResult> ReadMoreAsync()
    {
        while (true)
        {
            try
            {
                AppendDecoded(await wire.ReadAsync(CancellationToken.None));
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // The client left without a close frame.
                _ended = true;
            }
            catch (InvalidDataException)
            {
                _ended = Faulted = true;
            }

            if (TryRead(out var result))
                return result;
        }
    }

    /// <summary>
    /// Decodes at most <see cref="Smallest"/> bytes of what has arrived; the rest stays in the wire, which slows a fast client.
    /// </summary>
    private void AppendDecoded(in ReadResult read)
    {
        var piece = read.Buffer.Length > Smallest ? read.Buffer.Slice(0, Smallest) : read.Buffer;
        try
        {
            var length = (int)piece.Length;
            if (length > 0)
            {
                EnsureSpace(length);
                piece.CopyTo(_buffer.AsSpan(_end));
                _end += _decoder.Decode(_buffer.AsSpan(_end, length));
            }
        }
        finally
        {
            wire.AdvanceTo(piece.End);
        }

        if (_start == _end)
            Release();
        if (read.IsCompleted && piece.Length == read.Buffer.Length)
            _ended = true;
    }

    private void EnsureSpace(int length)
    {
        if (_buffer is null)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(Smallest);
            return;
        }

        if (_end + length <= _buffer.Length)
            return;

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_end - _start + length, (_end - _start) * 2));
        _buffer.AsSpan(_start, _end - _start).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _end, _examined, _start) = (larger, _end - _start, _examined - _start, 0);
    }

    private void Release()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end, _examined) = (null, 0, 0, 0);
    }
}
