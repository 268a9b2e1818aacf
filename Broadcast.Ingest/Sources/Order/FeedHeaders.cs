using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Avc;
using Broadcast.Ingest.Media.Flv;

namespace Broadcast.Ingest.Sources.Order;

/// <summary>
/// The newest sequence headers and metadata of a feed, which a session needs before its first picture. The feed's loop is the only caller.
/// </summary>
internal sealed class FeedHeaders
{
    private (MediaMessage Message, FlvUnit Unit)? _metadata;
    private (MediaMessage Message, FlvUnit Unit)? _video;
    private (MediaMessage Message, FlvUnit Unit)? _audio;
    private int? _lengthSize;

    public void Remember(in MediaMessage message, in FlvUnit unit)
    {
        switch (unit.Kind)
        {
            case FlvUnitKind.Metadata:
                _metadata = (message, unit);
                break;
            case FlvUnitKind.VideoHeader:
                _video = (message, unit);
                _lengthSize = AvcFrame.LengthSize(unit.Content.Span);
                break;
            case FlvUnitKind.AudioHeader:
                _audio = (message, unit);
                break;
        }
    }

    /// <summary>True when a session can begin with this message: it is an IDR whose sequence header is known.</summary>
    public bool CanBegin(in FlvUnit unit) =>
        unit.Kind == FlvUnitKind.VideoFrame && _lengthSize is { } size && AvcFrame.Inspect(unit.Content.Span, size).HasFlag(AvcFrameKind.Independent);

    public IEnumerable<(MediaMessage Message, FlvUnit Unit)> Replay()
    {
        foreach (var header in new[] { _metadata, _video, _audio })
        {
            if (header is { } known)
                yield return known;
        }
    }
}
