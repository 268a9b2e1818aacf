using Broadcast.Ingest.Media.Flv;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>
/// Stamps messages by the time at which they came while a source's own timestamps stand still: some encoders send 0 with every message.
/// As soon as the timestamps move again, they hold again. One source, one caller.
/// </summary>
internal sealed class StandingTimes
{
    /// <summary>
    /// So many pictures in a row with one timestamp stand still, if they came over <see cref="Span"/>. Slices of one picture also share a
    /// timestamp, but come together.
    /// </summary>
    private const int Pictures = 4;

    private static readonly TimeSpan Span = TimeSpan.FromMilliseconds(150);

    private long _timestamp;
    private DateTimeOffset _since;
    private int _pictures;

    /// <summary>The message, with a timestamp that moves.</summary>
    public StampedMessage Stamp(in StampedMessage message)
    {
        if (message.Unit.Kind == FlvUnitKind.VideoFrame)
            Count(message);
        if (_pictures < Pictures || message.Received - _since < Span)
            return message;

        var time = _timestamp + (long)(message.Received - _since).TotalMilliseconds;
        return message with { Message = message.Message with { Timestamp = time } };
    }

    private void Count(in StampedMessage picture)
    {
        if (_pictures == 0 || picture.Message.Timestamp != _timestamp)
            (_timestamp, _since, _pictures) = (picture.Message.Timestamp, picture.Received, 0);
        _pictures = Math.Min(_pictures + 1, Pictures);
    }
}
