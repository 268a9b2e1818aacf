namespace Broadcast.Ingest.Sources.Flow;

/// <summary>
/// How far the newest picture is behind the source's own clock: the least distance between receive time and timestamp of the last half
/// minute is taken as the uplink's normal delay, so that an encoder's drift over hours does not look like lag.
/// </summary>
internal sealed class SourceLag
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private DateTimeOffset? _windowStart;
    private double _current = double.PositiveInfinity;
    private double _previous = double.PositiveInfinity;

    /// <summary>Counts a picture that came in an undisturbed flow.</summary>
    public void Learn(DateTimeOffset received, long timestamp)
    {
        if (_windowStart is null || received - _windowStart > Window)
        {
            _windowStart = received;
            (_previous, _current) = (_current, double.PositiveInfinity);
        }

        _current = Math.Min(_current, Distance(received, timestamp));
    }

    /// <summary>Zero while nothing is known.</summary>
    public TimeSpan Of(DateTimeOffset now, long timestamp)
    {
        var normal = Math.Min(_current, _previous);
        return double.IsPositiveInfinity(normal) ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Distance(now, timestamp) - normal);
    }

    /// <summary>The source's clock is another one now.</summary>
    public void Forget()
    {
        _windowStart = null;
        (_current, _previous) = (double.PositiveInfinity, double.PositiveInfinity);
    }

    private static double Distance(DateTimeOffset received, long timestamp) => (received - DateTimeOffset.UnixEpoch).TotalMilliseconds - timestamp;
}
