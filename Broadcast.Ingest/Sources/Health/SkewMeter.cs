namespace Broadcast.Ingest.Sources.Health;

/// <summary>
/// How far a source's sound and picture are apart: each message's timestamp against its arrival says how far its track runs ahead; the
/// difference of both tracks is what a player must hold back, or what is out of step. Medians would need memory: the means of two seconds do.
/// </summary>
internal sealed class SkewMeter
{
    /// <summary>Messages that each weigh less by this factor when the next comes: about two seconds of either track.</summary>
    private const double Weight = 1.0 / 50;

    /// <summary>A lead that leaps by more is another time line.</summary>
    private const double Leap = 3000;

    private readonly Lock _gate = new();
    private double? _video;
    private double? _audio;
    private int _videos;
    private int _audios;

    /// <summary>Sound minus picture in milliseconds: positive when the sound that arrives with a picture is stamped later. Null before both came.</summary>
    public double? Skew
    {
        get
        {
            lock (_gate)
                return _videos >= 25 && _audios >= 25 ? _audio - _video : null;
        }
    }

    /// <param name="video">Otherwise sound.</param>
    /// <param name="timestamp">Of the message, milliseconds.</param>
    /// <param name="received">When it came.</param>
    public void Message(bool video, long timestamp, DateTimeOffset received)
    {
        var lead = timestamp - (received - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        lock (_gate)
        {
            if (Math.Abs(lead - ((video ? _video : _audio) ?? lead)) > Leap)
                (_video, _audio, _videos, _audios) = (null, null, 0, 0);
            if (video)
                (_video, _videos) = (Mean(_video, lead), _videos + 1);
            else
                (_audio, _audios) = (Mean(_audio, lead), _audios + 1);
        }
    }

    private static double Mean(double? mean, double lead) => mean is { } known ? known + (lead - known) * Weight : lead;
}
