using System.Buffers;
using System.IO.Pipelines;

namespace Broadcast.Chat.Rooms.Transport;

/// <summary>
/// The end of a connection that SignalR reads from: the payload of the client's WebSocket messages. Holds a buffer only while something has
/// come that is not consumed; a connection that waits holds none. SignalR bounds what it leaves unconsumed by its largest message.
/// </summary>
internal sealed class FrameInput(Stream stream, Action<WebSocketOpcode, ReadOnlyMemory<byte>> control) : PipeReader, IDisposable
{
    private const int Smallest = 2048;

    private readonly FrameDecoder _decoder = new(control);
    private readonly Lock _gate = new();
    private CancellationTokenSource _cancel = new();
    private bool _disposed;
    private byte[]? _buffer;
    private int _start;
    private int _end;
    private int _examined;
    private volatile bool _canceled;
    private volatile bool _ended;

    /// <summary>The client has sent what no client may send.</summary>
    public bool Faulted { get; private set; }

    /// <summary>Nothing more will be read: the peer has said goodbye, or the node is stopping.</summary>
    public void End()
    {
        _ended = true;
        Wake();
    }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var registration = cancellationToken.UnsafeRegister(static state => ((FrameInput)state!).Wake(), this);
        ReadResult result;
        while (!TryRead(out result))
        {
            try
            {
                await FillAsync();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // By CancelPendingRead or End, which say so themselves; else the connection was aborted.
                _ended |= !_canceled;
            }
            catch (IOException)
            {
                // Gone without a goodbye.
                _ended = true;
            }
            catch (InvalidDataException)
            {
                _ended = Faulted = true;
            }
        }

        return result;
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
        Wake();
    }

    public override void Complete(Exception? exception = null) => Release();

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = _ended = true;
            _cancel.Dispose();
        }
    }

    /// <summary>Ends the wait of a read. SignalR may ask for it late, when the server stops and the connection is over.</summary>
    private void Wake()
    {
        lock (_gate)
        {
            if (!_disposed)
                _cancel.Cancel();
        }
    }

    private ReadOnlySequence<byte> Unread => _buffer is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(_buffer, _start, _end - _start);

    private async ValueTask FillAsync()
    {
        if (!TryBegin(out var token))
            return;

        if (_buffer is null)
            _ = await stream.ReadAsync(Memory<byte>.Empty, token);
        Room();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), token);
        if (read == 0)
            _ended = true;
        else
            _end += _decoder.Decode(_buffer.AsSpan(_end, read));
        if (_start == _end)
            Release();
    }

    /// <summary>The token of the next wait; false when there is none to begin, because the reader was woken for good or for now.</summary>
    private bool TryBegin(out CancellationToken token)
    {
        lock (_gate)
        {
            if (_cancel.IsCancellationRequested && !_disposed)
            {
                _cancel.Dispose();
                _cancel = new CancellationTokenSource();
            }

            token = _disposed ? CancellationToken.None : _cancel.Token;
            return !_disposed && !_canceled && !_ended;
        }
    }

    private void Room()
    {
        if (_buffer is null)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(Smallest);
            return;
        }

        if (_end < _buffer.Length)
            return;

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Smallest, (_end - _start) * 2));
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
