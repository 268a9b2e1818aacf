namespace TestKit;

/// <summary>A machine's clock that somebody sets: its date and time step, its timestamps and timers go on.</summary>
public sealed class SteppedTime(TimeProvider inner) : TimeProvider
{
    private long _stepped;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public void Step(TimeSpan by) => Interlocked.Add(ref _stepped, by.Ticks);

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow().AddTicks(Interlocked.Read(ref _stepped));

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
