namespace Broadcast.Ingest.Sources.Silence;

/// <summary>
/// Keeps a run's audio whole: says where frames of silence go, so that a picture never waits for sound that does not come. Knows only
/// media time; one run, one caller.
/// </summary>
/// <param name="frameDuration">Milliseconds of one AAC frame.</param>
/// <param name="hole">What may be missing before it is filled, in milliseconds.</param>
/// <param name="sourceHasAudio">False: every frame is silence.</param>
internal sealed class AudioFiller(double frameDuration, double hole, bool sourceHasAudio)
{
    /// <summary>Encoders send audio up to this long after the picture it belongs to; more is a hole.</summary>
    private const double MaxUsualLead = 1000;

    /// <summary>End of the last frame, real or silent.</summary>
    private double _end;

    /// <summary>Up to where there is silence that real frames may not overlap.</summary>
    private double _filledUntil;

    private double _video;
    private double _usualLead;

    /// <summary>Milliseconds of silence so far.</summary>
    public double Filled { get; private set; }

    /// <summary>True while the newest frame is one of silence.</summary>
    public bool Filling { get; private set; }

    /// <summary>Before a picture at <paramref name="time"/>: the times of the silent frames that are due.</summary>
    public IReadOnlyList<long> BeforeVideo(long time)
    {
        _video = Math.Max(_video, time);
        if (!sourceHasAudio)
            return Fill(time + frameDuration);

        // How far pictures usually run ahead of their sound is the source's habit, no hole.
        return time - _end > hole + _usualLead ? Fill(time - _usualLead) : [];
    }

    /// <summary>A real frame at <paramref name="time"/>: what is missing before it, and whether there is still room for it.</summary>
    public IReadOnlyList<long> BeforeAudio(long time, out bool accepted)
    {
        // The habit is learnt at once when it grows and forgotten slowly.
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

    /// <summary>Whole frames from the end up to <paramref name="until"/>.</summary>
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
