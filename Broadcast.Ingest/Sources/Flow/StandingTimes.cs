using System.Runtime.InteropServices;
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
    private ArrivalTimes _video;
    private ArrivalTimes _audio;

    /// <summary>The message, with a timestamp that moves.</summary>
    public StampedMessage Stamp(in StampedMessage message)
    {
        var kind = message.Unit.Kind;
        if (kind == FlvUnitKind.VideoFrame)
            Count(message);
        if (_pictures < Pictures || message.Received - _since < Span)
            return message;

        var arrived = (message.Received - _since).TotalMilliseconds;
        var time = kind switch
        {
            FlvUnitKind.VideoFrame => _video.Next(arrived),
            FlvUnitKind.AudioFrame => _audio.Next(arrived),
            _ => arrived,
        };
        return message with { Message = message.Message with { Timestamp = _timestamp + (long)time } };
    }

    private void Count(in StampedMessage picture)
    {
        if (_pictures == 0 || picture.Message.Timestamp != _timestamp)
        {
            (_timestamp, _since, _pictures) = (picture.Message.Timestamp, picture.Received, 0);
            (_video, _audio) = (default, default);
        }

        _pictures = Math.Min(_pictures + 1, Pictures);
    }

    /// <summary>
    /// Evens out when a track's frames come: an encoder sends them at a steady pace, and the network does not deliver them so. Milliseconds.
    /// </summary>
    [StructLayout(LayoutKind.Auto)]
    private struct ArrivalTimes
    {
        /// <summary>A frame that is off by more than this comes after a pause.</summary>
        private const double Pause = 250;

        /// <summary>How much of a frame's error corrects the time, and how much the pace: well damped, and settled within a second.</summary>
        private const double TimeGain = 0.25, PaceGain = 0.03;

        private int _frames;
        private double _time;
        private double _pace;

        public double Next(double arrived)
        {
            if (_frames == 1)
                _pace = Math.Min(arrived - _time, Pause);
            var error = arrived - (_time + _pace);
            if (_frames == 0 || Math.Abs(error) > Pause)
            {
                _time = Math.Max(_time, arrived);
            }
            else
            {
                _time = Math.Max(_time, _time + _pace + (error * TimeGain));
                _pace += error * PaceGain;
            }

            _frames = Math.Min(_frames + 1, 2);
            return _time;
        }
    }
}
