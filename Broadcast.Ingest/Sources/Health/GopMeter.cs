namespace Broadcast.Ingest.Sources.Health;

/// <summary>Distances between IDR frames, in receive time of the pictures that went to FFmpeg.</summary>
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

    /// <summary>A new run begins: the pause before it is no GOP.</summary>
    public void Begin()
    {
        lock (_gate)
            _idr = null;
    }

    /// <summary>The last one, or the one under way if that is longer; and the longest.</summary>
    public (TimeSpan Current, TimeSpan Max) Read()
    {
        lock (_gate)
        {
            var open = _idr is null ? TimeSpan.Zero : _newest - _idr.Value;
            return (open > _last ? open : _last, open > _max ? open : _max);
        }
    }
}
