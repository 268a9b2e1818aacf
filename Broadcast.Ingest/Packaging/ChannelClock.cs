namespace Broadcast.Ingest.Packaging;

/// <summary>
/// A stage's channel time: the receive clock, carried on by media time. A run is anchored at the receive time of its first picture (or at
/// the end of the run before, if that is later) and then follows its own timestamps, drawn towards the receive clock by at most 10 ms in
/// 2 s, so that an encoder's clock may drift all day. Never goes back. Callers take turns.
/// </summary>
internal sealed class ChannelClock
{
    /// <summary>About a segment: the unit in which drift is looked at and mended.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxSlew = TimeSpan.FromMilliseconds(10);

    private DateTimeOffset _last;
    private TimeSpan _media;
    private TimeSpan _windowStart;
    private TimeSpan _leastError = TimeSpan.MaxValue;

    /// <summary>What a second of media is longer or shorter than a second, within ±0.5 %.</summary>
    private double _slew;

    /// <summary>Where the next run may begin at the earliest.</summary>
    private DateTimeOffset _end;

    /// <summary>Begins a run with a picture at <paramref name="media"/>; returns its channel time.</summary>
    public DateTimeOffset Anchor(TimeSpan media, DateTimeOffset received)
    {
        _last = received > _end ? received : _end;
        _media = media;
        _windowStart = media;
        _leastError = TimeSpan.MaxValue;
        _slew = 0;
        return _last;
    }

    /// <summary>Channel time of the run's next picture.</summary>
    public DateTimeOffset Next(TimeSpan media, DateTimeOffset? received)
    {
        _last = At(media);
        _media = media;
        // Frames are only ever late: the least error of the window is the drift, what is above it the network.
        if (received - _last is { } error && error < _leastError)
            _leastError = error;
        if (media - _windowStart >= Window)
            Correct(media);
        return _last;
    }

    /// <summary>Channel time of a picture that has been received but not come back from FFmpeg yet.</summary>
    public DateTimeOffset At(TimeSpan media) => media <= _media ? _last : _last + ((media - _media) * (1 + _slew));

    /// <summary>What was listed last ends there.</summary>
    public void End(DateTimeOffset end) => _end = end > _end ? end : _end;

    private void Correct(TimeSpan media)
    {
        var error = _leastError == TimeSpan.MaxValue ? TimeSpan.Zero : _leastError;
        _slew = Math.Clamp(error / Window, -(MaxSlew / Window), MaxSlew / Window);
        _windowStart = media;
        _leastError = TimeSpan.MaxValue;
    }
}
