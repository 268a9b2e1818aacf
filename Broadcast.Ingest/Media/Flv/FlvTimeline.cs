namespace Broadcast.Ingest.Media.Flv;

/// <summary>
/// Places a channel's runs on one timeline: channel time since an origin, which never goes back. A run may begin before the last picture of
/// the run before it, which the channel cuts there but whose pictures are already sent. Such a run is placed after that picture, and moved
/// back by 0.5 % of its duration until it is at its own time.
/// </summary>
internal sealed class FlvTimeline(DateTimeOffset origin)
{
    private const double Slew = 0.005;

    /// <summary>Least time between the last picture of a run and the first of the next.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>Times are written in whole milliseconds.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    private TimeSpan? _picture;
    private TimeSpan _shift;
    private TimeSpan _sound;
    private TimeSpan _soundEnd;
    private bool _soundBegan;

    /// <summary>Time of a fragment's first picture. Called once for each fragment, in order.</summary>
    public TimeSpan Place(Fragment fragment, bool beginsRun)
    {
        var time = fragment.Start - origin;
        if (beginsRun)
        {
            _shift = _picture + Step - time is { } overlap && overlap > TimeSpan.Zero ? overlap : TimeSpan.Zero;
            _soundBegan = false;
        }

        var placed = time + _shift;
        var back = fragment.Duration * Slew;
        _shift -= back < _shift ? back : _shift;
        return Picture(placed);
    }

    /// <summary>Time of a further picture: never before the last one.</summary>
    public TimeSpan Picture(TimeSpan time)
    {
        if (time < TimeSpan.Zero)
            time = TimeSpan.Zero;
        _picture = time > _picture || _picture is null ? time : _picture;
        return _picture.Value;
    }

    /// <summary>
    /// Time of a frame of sound; null when it must be left out, because it begins before the end of the sound that an earlier run sent.
    /// </summary>
    public TimeSpan? Sound(TimeSpan time, TimeSpan duration)
    {
        if (time < TimeSpan.Zero)
            time = TimeSpan.Zero;
        if (!_soundBegan && time < _soundEnd)
            return null;

        _soundBegan = true;
        _sound = time > _sound ? time : _sound;
        _soundEnd = _sound + duration + Rounding;
        return _sound;
    }
}
