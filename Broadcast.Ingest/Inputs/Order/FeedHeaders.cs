using Broadcast.Ingest.Sources;
using Broadcast.Ingest.Sources.Flow;

namespace Broadcast.Ingest.Inputs.Order;

/// <summary>The newest sequence headers and metadata of a feed: what a session must hear before its first picture. The feed's loop is the only caller.</summary>
internal sealed class FeedHeaders
{
    private MediaMessage? _metadata;
    private MediaMessage? _video;
    private MediaMessage? _audio;
    private int? _lengthSize;

    public void Remember(in MediaMessage message, in FlvUnit unit)
    {
        switch (unit.Kind)
        {
            case FlvUnitKind.Metadata:
                _metadata = message;
                break;
            case FlvUnitKind.VideoHeader:
                _video = message;
                _lengthSize = AvcFrame.LengthSize(unit.Content.Span);
                break;
            case FlvUnitKind.AudioHeader:
                _audio = message;
                break;
        }
    }

    /// <summary>A session could begin with this picture.</summary>
    public bool CanBegin(in FlvUnit unit) =>
        unit.Kind == FlvUnitKind.VideoFrame && _lengthSize is { } size && AvcFrame.Inspect(unit.Content.Span, size).HasFlag(AvcFrameKind.Independent);

    public IEnumerable<MediaMessage> Replay()
    {
        foreach (var message in new[] { _metadata, _video, _audio })
        {
            if (message is { } known)
                yield return known;
        }
    }
}
