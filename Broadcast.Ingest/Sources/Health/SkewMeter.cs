namespace Broadcast.Ingest.Sources.Health;

/// <summary>
/// Measures how far a source's sound and picture are apart. A message's timestamp minus its arrival time is the lead of its track; the
/// difference of both tracks' leads, averaged over about two seconds, is what a player must hold back.
/// </summary>
internal sealed class SkewMeter
{
    /// <summary>Weight of a new message in the moving average, which covers about two seconds of either track.</summary>
    private const double Weight = 1.0 / 50;

    /// <summary>Milliseconds. A lead that leaps by more belongs to another timeline, and the measurement begins anew.</summary>
    private const double Leap = 3000;

    private readonly Lock _gate = new();
    private double? _video;
    private double? _audio;
    private int _videos;
    private int _audios;

    /// <summary>
    /// Sound minus picture in milliseconds: positive when the sound that arrives with a picture is stamped later. Null until 25 messages of
    /// each track have come.
    /// </summary>
    public double? Skew
    {
        get
        {
            lock (_gate)
                return _videos >= 25 && _audios >= 25 ? _audio - _video : null;
        }
    }

    /// <param name="video">True for picture, false for sound.</param>
    /// <param name="timestamp">The message's timestamp in milliseconds.</param>
    /// <param name="received">When the message arrived.</param>
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
