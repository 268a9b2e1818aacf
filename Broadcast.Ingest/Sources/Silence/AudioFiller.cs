namespace Broadcast.Ingest.Sources.Silence;

/// <summary>
/// Keeps a run's audio free of holes: decides where frames of silence go, so that a picture never waits for missing sound. Uses media time
/// only. One run, one caller.
/// </summary>
/// <param name="frameDuration">Milliseconds of one AAC frame.</param>
/// <param name="hole">Milliseconds of sound that may be missing before silence is inserted.</param>
/// <param name="sourceHasAudio">False: every frame is silence.</param>
internal sealed class AudioFiller(double frameDuration, double hole, bool sourceHasAudio)
{
    /// <summary>Milliseconds. Encoders send audio up to this long after the picture it belongs to; more is a hole.</summary>
    private const double MaxUsualLead = 1000;

    /// <summary>End of the last frame, real or silent.</summary>
    private double _end;

    /// <summary>End of the inserted silence, which real frames must not overlap.</summary>
    private double _filledUntil;

    private double _video;
    private double _usualLead;

    /// <summary>Milliseconds of silence inserted so far.</summary>
    public double Filled { get; private set; }

    /// <summary>True while the newest frame is inserted silence.</summary>
    public bool Filling { get; private set; }

    /// <summary>The times of the silent frames that must go before a picture at <paramref name="time"/>.</summary>
    public IReadOnlyList<long> BeforeVideo(long time)
    {
        _video = Math.Max(_video, time);
        if (!sourceHasAudio)
            return Fill(time + frameDuration);

        // The source's usual lead of pictures over sound is not a hole.
        return time - _end > hole + _usualLead ? Fill(time - _usualLead) : [];
    }

    /// <summary>The times of the silent frames that must go before a real frame at <paramref name="time"/>.</summary>
    /// <param name="time">Media time of the real frame in milliseconds.</param>
    /// <param name="accepted">False when silence is there already and the real frame must be left out.</param>
    public IReadOnlyList<long> BeforeAudio(long time, out bool accepted)
    {
        // The usual lead grows at once and shrinks slowly.
        var lead = Math.Clamp(_video - time, 0, MaxUsualLead);
        _usualLead = Math.Max(lead, _usualLead - (frameDuration / 100));

        accepted = time >= _filledUntil - (frameDuration / 2);
        if (!accepted)
            return [];

        // A hole that is being filled is filled to its end.
        var missing = time - _end > (Filling ? 0 : hole) ? Fill(time + (frameDuration / 2)) : [];
        _end = Math.Max(_end, time + frameDuration);
        Filling = false;
        return missing;
    }

    /// <summary>Adds whole frames of silence up to <paramref name="until"/> and returns their times.</summary>
    private List<long> Fill(double until)
    {
        var times = new List<long>();
        while (_end + frameDuration <= until)
        {
            times.Add((long)Math.Round(_end, MidpointRounding.AwayFromZero));
            _end += frameDuration;
            Filled += frameDuration;
        }

        if (times.Count > 0)
        {
            _filledUntil = _end;
            Filling = true;
        }

        return times;
    }
}
