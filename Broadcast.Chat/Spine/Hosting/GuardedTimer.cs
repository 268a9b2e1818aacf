namespace Broadcast.Chat.Spine.Hosting;

/// <summary>Timers whose callback may fail: an exception that leaves a timer's callback ends the process.</summary>
internal static class GuardedTimer
{
    /// <summary>
    /// A timer that is not armed yet. <see cref="LoopGuard"/> logs what its callback throws; <paramref name="failed"/> may arm it again.
    /// </summary>
    /// <param name="time">The clock of the timer.</param>
    /// <param name="logger">Gets the failures.</param>
    /// <param name="name">What the timer is for, in the log.</param>
    /// <param name="elapsed">Called when it is due.</param>
    /// <param name="failed">Called after <paramref name="elapsed"/> has thrown; null: the timer stays unarmed.</param>
    public static ITimer Create(TimeProvider time, ILogger logger, string name, Action elapsed, Action? failed = null)
    {
        var guard = new LoopGuard(logger, time);
        return time.CreateTimer(
            _ =>
            {
                if (!guard.Try($"The timer of {name}", elapsed))
                    failed?.Invoke();
            },
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
