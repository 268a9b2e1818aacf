namespace Broadcast.Chat.Spine.Time;

/// <summary>
/// The time of the whole installation, as this process knows it: a monotonic timer, shifted to the reference that <see cref="ClockDiscipline"/>
/// measures. A correction is slewed by at most 1 ms a second, so the time never goes back and nothing looks late or early. Setting the
/// machine's own clock has no effect. Timestamps and timers are those of the machine. Any thread may call.
/// </summary>
internal sealed class DisciplinedClock : TimeProvider
{
    /// <summary>
    /// A larger correction is a leap, taken at once, forward or back: the machine was asleep, or its clock was wrong at the start. Taken only
    /// when the machine's own clock confirms it; otherwise the reference is the one that is wrong.
    /// </summary>
    public static readonly TimeSpan Leap = TimeSpan.FromSeconds(10);

    /// <summary>
    /// An error of this clock beyond this raises an alarm. Windows close by this much later than they say, so an entry that was in time by any
    /// clock within it counts.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How much faster or slower it may run, as a fraction. Channel time follows a source's drift by up to 0.005: this must stay well
    /// below, so that channel time keeps up.
    /// </summary>
    private const double MaxSlew = 0.001;

    private readonly Lock _gate = new();
    private readonly TimeProvider _machine;
    private readonly DateTimeOffset _begun;
    private readonly long _begunAt;
    private long _read;
    private TimeSpan _shift;
    private TimeSpan _wanted;
    private TimeSpan _uncertain;
    private bool _set;

    /// <param name="machine">The machine's clock. An operator or NTP may set it forward or back at any time.</param>
    public DisciplinedClock(TimeProvider machine) =>
        (_machine, _begunAt, _read, _begun) = (machine, machine.GetTimestamp(), machine.GetTimestamp(), machine.GetUtcNow());

    /// <summary>What the machine's own clock says.</summary>
    public DateTimeOffset MachineNow => _machine.GetUtcNow();

    public override TimeZoneInfo LocalTimeZone => _machine.LocalTimeZone;

    public override long TimestampFrequency => _machine.TimestampFrequency;

    /// <summary>Whether the reference was taken. Before, this is the time of the machine, and <see cref="AgreedTime"/> does not give it.</summary>
    public bool Begun
    {
        get
        {
            lock (_gate)
                return _set;
        }
    }

    /// <summary>How far the machine's own clock is ahead of the reference.</summary>
    public TimeSpan Skew
    {
        get
        {
            lock (_gate)
                return MachineShift - _wanted;
        }
    }

    /// <summary>How far the reference is ahead of this clock: what is still to be slewed.</summary>
    public TimeSpan Behind
    {
        get
        {
            lock (_gate)
                return _wanted - _shift;
        }
    }

    /// <summary>By how much this clock may differ from the reference, at most <see cref="Tolerance"/>.</summary>
    public TimeSpan Uncertainty
    {
        get
        {
            lock (_gate)
            {
                var uncertain = (_wanted - _shift).Duration() + _uncertain;
                return uncertain < Tolerance ? uncertain : Tolerance;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            var read = _machine.GetTimestamp();
            // A timer that stands still for a moment must not make the time go back.
            if (read > _read)
            {
                _shift += Slew(_machine.GetElapsedTime(_read, read));
                _read = read;
            }

            return Unshifted + _shift;
        }
    }

    public override long GetTimestamp() => _machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>What must be added to the monotonic timer at a timestamp to get <paramref name="reference"/>.</summary>
    public TimeSpan ShiftTo(DateTimeOffset reference, long timestamp) => reference - (_begun + _machine.GetElapsedTime(_begunAt, timestamp));

    /// <summary>How far the machine's own clock is ahead of a reference.</summary>
    /// <param name="shift">As <see cref="ShiftTo"/> gives it.</param>
    public TimeSpan SkewFrom(TimeSpan shift) => MachineShift - shift;

    /// <summary>Takes the reference at once, in whatever direction. Only before anything in this process was decided by the time.</summary>
    /// <inheritdoc cref="Correct"/>
    public void Begin(TimeSpan shift, TimeSpan uncertain)
    {
        lock (_gate)
            (_shift, _wanted, _uncertain, _set) = (shift, shift, uncertain, true);
    }

    /// <summary>Follows the reference from now on.</summary>
    /// <param name="shift">As <see cref="ShiftTo"/> gives it.</param>
    /// <param name="uncertain">What the measurement may be wrong by.</param>
    public void Correct(TimeSpan shift, TimeSpan uncertain)
    {
        lock (_gate)
        {
            (_wanted, _uncertain) = (shift, uncertain);
            if ((shift - _shift).Duration() > Leap && (shift - MachineShift).Duration() <= Leap)
                _shift = shift;
        }
    }

    private DateTimeOffset Unshifted => _begun + _machine.GetElapsedTime(_begunAt, _read);

    private TimeSpan MachineShift => ShiftTo(MachineNow, _machine.GetTimestamp());

    private TimeSpan Slew(TimeSpan elapsed)
    {
        var behind = _wanted - _shift;
        var most = elapsed * MaxSlew;
        return behind > most ? most : behind < -most ? -most : behind;
    }
}
