namespace Broadcast.Ingest.Sources.Health;

/// <summary>
/// Measures the time between IDR frames by the pictures' own timestamps, as the encoder is set: what arrives late or in bursts changes
/// nothing.
/// </summary>
internal sealed class GopMeter
{
    private readonly Lock _gate = new();
    private TimeSpan? _idr;
    private TimeSpan _newest;
    private TimeSpan _last;
    private TimeSpan _max;

    /// <param name="time">The picture's decoding time, since the run's first picture.</param>
    /// <param name="independent">True for an IDR frame.</param>
    public void Picture(TimeSpan time, bool independent)
    {
        lock (_gate)
        {
            _newest = time;
            if (!independent)
                return;

            _last = _idr is null ? TimeSpan.Zero : time - _idr.Value;
            _max = _last > _max ? _last : _max;
            _idr = time;
        }
    }

    /// <summary>Begins a new run, whose times begin anew: the pause before it does not count as a GOP.</summary>
    public void Begin()
    {
        lock (_gate)
            _idr = null;
    }

    /// <summary>The last GOP, or the current one if that is longer already; and the longest GOP.</summary>
    public (TimeSpan Current, TimeSpan Max) Read()
    {
        lock (_gate)
        {
            var open = _idr is null ? TimeSpan.Zero : _newest - _idr.Value;
            return (open > _last ? open : _last, open > _max ? open : _max);
        }
    }
}
