using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>
/// Holds a publisher's messages until the session reads them. Never blocks the connection: when full, everything up to the next keyframe
/// is dropped and counted, except the newest sequence headers. One writer, one reader.
/// </summary>
internal sealed class SourceQueue(SourceOptions options)
{
    private readonly Channel<StampedMessage> _channel = Channel.CreateBounded<StampedMessage>(
        new BoundedChannelOptions(options.QueueMessages) { SingleReader = true, SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });

    private long _bytes;
    private long _dropped;
    private bool _dropping;
    private StampedMessage? _videoHeader;
    private StampedMessage? _audioHeader;

    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Bytes that wait.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public int Count => _channel.Reader.Count;

    public void Add(in StampedMessage message)
    {
        var kind = message.Unit.Kind;
        if (!_dropping && (HasRoom(1) || IsHeader(kind)) && TryWrite(message))
            return;

        // Resumes only when half empty: otherwise it would drop again at once.
        if (_dropping && IsKeyframe(message.Message, kind) && HasRoom(2))
        {
            _dropping = false;
            if (Resume(_videoHeader) && Resume(_audioHeader) && TryWrite(message with { AfterGap = true }))
            {
                (_videoHeader, _audioHeader) = (null, null);
                return;
            }
        }

        _dropping = true;
        if (kind == FlvUnitKind.VideoHeader)
            _videoHeader = message;
        else if (kind == FlvUnitKind.AudioHeader)
            _audioHeader = message;
        else
            Interlocked.Increment(ref _dropped);
    }

    /// <summary>Accepts no more messages; those in the queue can still be read.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    /// <summary>Waits for a message; false when the queue is complete and empty.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _channel.Reader.WaitToReadAsync(cancellation);

    public bool TryRead([MaybeNullWhen(false)] out StampedMessage message)
    {
        if (!_channel.Reader.TryRead(out message))
            return false;

        Interlocked.Add(ref _bytes, -message.Message.Payload.Length);
        return true;
    }

    private bool HasRoom(int share) =>
        _channel.Reader.Count < options.QueueMessages / share && Interlocked.Read(ref _bytes) < options.QueueBytes / share;

    private bool Resume(StampedMessage? header) => header is null || TryWrite(header.Value);

    private bool TryWrite(in StampedMessage message)
    {
        if (!_channel.Writer.TryWrite(message))
            return false;

        Interlocked.Add(ref _bytes, message.Message.Payload.Length);
        return true;
    }

    private static bool IsHeader(FlvUnitKind kind) => kind is FlvUnitKind.VideoHeader or FlvUnitKind.AudioHeader;

    /// <summary>By the publisher's own flag; <see cref="SourceFlow"/> checks later whether the picture is an IDR.</summary>
    private static bool IsKeyframe(in MediaMessage message, FlvUnitKind kind) => kind == FlvUnitKind.VideoFrame && message.Payload.Span[0] >> 4 == 1;
}
