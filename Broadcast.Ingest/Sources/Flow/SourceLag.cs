namespace Broadcast.Ingest.Sources.Flow;

/// <summary>
/// How far pictures are behind the source's own clock. The smallest distance between receive time and timestamp in the last 15 to 30 s
/// counts as the uplink's normal delay, so that an encoder's drift over hours does not look like lag.
/// </summary>
internal sealed class SourceLag
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private DateTimeOffset? _windowStart;
    private double _current = double.PositiveInfinity;
    private double _previous = double.PositiveInfinity;

    /// <summary>Adds a picture of an undisturbed flow to the measurement of the normal delay.</summary>
    public void Learn(DateTimeOffset received, long timestamp)
    {
        if (_windowStart is null || received - _windowStart > Window)
        {
            _windowStart = received;
            (_previous, _current) = (_current, double.PositiveInfinity);
        }

        _current = Math.Min(_current, Distance(received, timestamp));
    }

    /// <summary>The lag of a picture at <paramref name="now"/>; negative when it is early, zero while nothing is known.</summary>
    public TimeSpan Of(DateTimeOffset now, long timestamp)
    {
        var normal = Math.Min(_current, _previous);
        return double.IsPositiveInfinity(normal) ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Distance(now, timestamp) - normal);
    }

    /// <summary>Forgets the normal delay, because the source has another clock now.</summary>
    public void Forget()
    {
        _windowStart = null;
        (_current, _previous) = (double.PositiveInfinity, double.PositiveInfinity);
    }

    private static double Distance(DateTimeOffset received, long timestamp) => (received - DateTimeOffset.UnixEpoch).TotalMilliseconds - timestamp;
}
