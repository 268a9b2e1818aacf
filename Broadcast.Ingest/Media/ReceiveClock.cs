namespace Broadcast.Ingest.Media;

/// <summary>
/// The one clock of media: the server's time when the host started, continued by a monotonic timer. When somebody sets the server's clock,
/// it follows by at most 1 ms a second and never goes back, so that no source looks late or early. A difference of more than
/// <see cref="Leap"/> is no correction: the host was asleep, or its clock was wrong when it started. Then the clock takes the new time at
/// once, which costs each source a new run. Timestamps and timers are those of the server. Any thread may call.
/// </summary>
internal sealed class ReceiveClock : TimeProvider
{
    /// <summary>The largest difference from the server's clock that is made up for step by step; takes 2.8 hours.</summary>
    public static readonly TimeSpan Leap = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How much faster or slower it may run, as a fraction. Channel time follows a source's drift by up to 0.005: this must stay well
    /// below, so that channel time keeps up.
    /// </summary>
    private const double MaxSlew = 0.001;

    private readonly Lock _gate = new();
    private readonly TimeProvider _server;
    private long _read;
    private DateTimeOffset _now;

    /// <param name="server">The server's clock. An operator or NTP may set it forward or back at any time.</param>
    public ReceiveClock(TimeProvider server) => (_server, _read, _now) = (server, server.GetTimestamp(), server.GetUtcNow());

    public override TimeZoneInfo LocalTimeZone => _server.LocalTimeZone;

    public override long TimestampFrequency => _server.TimestampFrequency;

    /// <summary>How far the server's clock is ahead of this one.</summary>
    public TimeSpan Behind => _server.GetUtcNow() - GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            var read = _server.GetTimestamp();
            var elapsed = _server.GetElapsedTime(_read, read);
            // A timer that stands still for a moment must not make the time go back.
            if (elapsed <= TimeSpan.Zero)
                return _now;

            (_read, _now) = (read, _now + elapsed);
            var behind = _server.GetUtcNow() - _now;
            var most = elapsed * MaxSlew;
            _now += behind.Duration() > Leap ? behind : behind > most ? most : behind < -most ? -most : behind;
            return _now;
        }
    }

    public override long GetTimestamp() => _server.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _server.CreateTimer(callback, state, dueTime, period);
}
