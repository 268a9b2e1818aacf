using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>
/// Holds a publisher's messages until FFmpeg takes them. Never blocks the connection: without room everything up to the next keyframe is
/// dropped and counted, but for the sequence headers, of which the newest are kept. One writer, one reader.
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

    public int Count => _channel.Reader.Count;

    public void Add(in StampedMessage message)
    {
        var kind = _dropping || !HasRoom(1) ? FlvUnit.Parse(message.Message).Kind : FlvUnitKind.Nothing;
        if (!_dropping && (HasRoom(1) || IsHeader(kind)) && TryWrite(message))
            return;

        // Half empty before it begins again: otherwise it would drop again at once.
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

    /// <summary>No more will be added; what is there can still be taken.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    /// <summary>False when it is complete and empty.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _channel.Reader.WaitToReadAsync(cancellation);

    public bool TryTake([MaybeNullWhen(false)] out StampedMessage message)
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

    /// <summary>By the publisher's flag; whether it is an IDR is looked at behind the queue.</summary>
    private static bool IsKeyframe(in MediaMessage message, FlvUnitKind kind) => kind == FlvUnitKind.VideoFrame && message.Payload.Span[0] >> 4 == 1;
}
