namespace Broadcast.Ingest.Sources.Health;

/// <summary>Measures the time between IDR frames, by the receive time of the pictures that go to FFmpeg.</summary>
internal sealed class GopMeter
{
    private readonly Lock _gate = new();
    private DateTimeOffset? _idr;
    private DateTimeOffset _newest;
    private TimeSpan _last;
    private TimeSpan _max;

    public void Picture(DateTimeOffset received, bool independent)
    {
        lock (_gate)
        {
            _newest = received;
            if (!independent)
                return;

            _last = _idr is null ? TimeSpan.Zero : received - _idr.Value;
            _max = _last > _max ? _last : _max;
            _idr = received;
        }
    }

    /// <summary>Begins a new run: the pause before it does not count as a GOP.</summary>
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
