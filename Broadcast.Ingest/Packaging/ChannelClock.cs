namespace Broadcast.Ingest.Packaging;

/// <summary>
/// A stage's channel time: the receive clock, continued by media time. A run is anchored at the receive time of its first picture (or at
/// the end of the previous run, if that is later) and then follows its own timestamps, corrected towards the receive clock by at most 10 ms
/// in 2 s, so that an encoder's clock may drift all day. Never goes back. Not thread-safe: one caller at a time.
/// </summary>
internal sealed class ChannelClock
{
    /// <summary>Span of media over which drift is measured and corrected; about one segment.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxSlew = TimeSpan.FromMilliseconds(10);

    private DateTimeOffset _last;
    private TimeSpan _media;
    private TimeSpan _windowStart;
    private TimeSpan _leastError = TimeSpan.MaxValue;

    /// <summary>How much faster channel time runs than media time, as a fraction within ±0.005.</summary>
    private double _slew;

    /// <summary>The earliest time at which the next run may begin.</summary>
    private DateTimeOffset _end;

    /// <summary>Begins a run whose first picture is at <paramref name="media"/>; returns the channel time of that picture.</summary>
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
        // Frames can only be late: the smallest error of the window is drift, anything above it is network delay.
        if (received - _last is { } error && error < _leastError)
            _leastError = error;
        if (media - _windowStart >= Window)
            Correct(media);
        return _last;
    }

    /// <summary>Channel time of a picture that was received but has not come back from FFmpeg yet.</summary>
    public DateTimeOffset At(TimeSpan media) => media <= _media ? _last : _last + ((media - _media) * (1 + _slew));

    /// <summary>Reports the end of a published fragment: no later run begins before it.</summary>
    public void End(DateTimeOffset end) => _end = end > _end ? end : _end;

    private void Correct(TimeSpan media)
    {
        var error = _leastError == TimeSpan.MaxValue ? TimeSpan.Zero : _leastError;
        _slew = Math.Clamp(error / Window, -(MaxSlew / Window), MaxSlew / Window);
        _windowStart = media;
        _leastError = TimeSpan.MaxValue;
    }
}
